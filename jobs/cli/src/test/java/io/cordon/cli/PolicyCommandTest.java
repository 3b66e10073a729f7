package io.cordon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code policy check}, {@code policy pin}, {@code policy diff} and {@code replay --commands}, as one types them. */
class PolicyCommandTest {
    private static final String STARTED = """
            {"Channel": "Microsoft-Windows-Sysmon/Operational", "EventID": 1, "Hostname": "%s", "RecordNumber": %d, \
            "TimeCreated": "2024-05-01T10:00:0%dZ", "UtcTime": "2024-05-01 10:00:0%d.000", "ProcessGuid": "{%s-%d}", \
            "ProcessId": "10%d", "Image": "C:\\\\t\\\\evil.exe", "CommandLine": "evil"}
            """;
    private static final String BLOCKING = "policy: new\npolicies: [{mode: block}]\n";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void aRuleAndWhatItFinds() throws IOException {
        Files.writeString(folder.resolve("rule.yml"), """
                title: Evil starts
                id: r-1
                tags: [attack.execution]
                logsource: {product: windows, category: process_creation}
                detection: {sel: {Image|endswith: evil.exe}, condition: sel}
                """);
        Files.writeString(
                folder.resolve("events.jsonl"),
                STARTED.formatted("ws1", 1, 1, 1, "a", 1, 1)
                        + STARTED.formatted("ws1", 2, 2, 2, "a", 2, 2)
                        + STARTED.formatted("srv1", 3, 3, 3, "b", 3, 3));
    }

    @Test
    void everyMistakeIsToldWithItsPlace() {
        String policy = file("bad.yml", "policy: p\npolicies: [{mode: blok}]\n");
        String endpoints = file("e.yml", "endpoints:\n  - {endpoint: a, group: g}\n");

        assertThat(cordon("policy", "check", policy, endpoints)).isEqualTo(1);
        assertThat(out.toString().lines())
                .containsExactly(
                        policy + ":2:19: expected one of off (0), block (1), audit (2), warn (6)",
                        endpoints + ":2:5: expected the key 'antivirus': the one that is primary there; cordon or none"
                                + " for no other");
        assertThat(cordon("policy", "check", file("good.yml", BLOCKING))).isZero();
    }

    @Test
    void pinningNamesTheVersionsAndNeverTwice() {
        assertThat(cordon("policy", "pin", file("p.yml", BLOCKING), "--rules", path("rule.yml")))
                .isZero();
        assertThat(out.toString())
                .startsWith(BLOCKING + "versions:\n")
                .contains("\n  'r-1': ", "\n  'cordon.indicator': ");
        String pinned = file("pinned.yml", out.toString());
        assertThat(cordon("policy", "check", pinned)).isZero();
        assertThat(cordon("policy", "pin", pinned, "--rules", path("rule.yml"))).isNotZero();
    }

    @Test
    void aReplayWritesWhatWouldHaveBeenOrderedThoughItIsLongAgo() throws IOException {
        List<String> commands = commands(BLOCKING);

        assertThat(commands).hasSize(3);
        JsonNode first = new ObjectMapper().readTree(commands.get(0));
        assertThat(first.path("action").asText()).isEqualTo("stop");
        assertThat(first.at("/target/process/pid").asInt()).isEqualTo(101);
        assertThat(first.at("/args/start_time").asLong()).isEqualTo(1_714_557_601_000L);
        assertThat(commands(BLOCKING)).as("the same again").isEqualTo(commands);
        assertThat(err.toString()).contains("3 commands");
    }

    @Test
    void aReplaysStoriesShowWhatWouldHaveBeenOrdered() throws IOException {
        Path incidents = folder.resolve("incidents.jsonl");
        assertThat(cordon(
                        "replay",
                        "--rules",
                        path("rule.yml"),
                        "--events",
                        path("events.jsonl"),
                        "--policy",
                        file("p.yml", BLOCKING),
                        "--incidents",
                        incidents.toString(),
                        "--stories",
                        path("stories")))
                .isZero();

        JsonNode command = new ObjectMapper()
                .readTree(Files.readAllLines(incidents).get(0))
                .at("/unmapped/commands/0");
        assertThat(command.path("action").asText()).startsWith("kill tree of ");
        assertThat(command.path("outcome").asText()).isEqualTo("would be ordered");
        try (Stream<Path> pages = Files.list(folder.resolve("stories"))) {
            assertThat(pages.toList())
                    .isNotEmpty()
                    .allSatisfy(page -> assertThat(page).content().contains("What was ordered", "would be ordered"));
        }
    }

    @Test
    void whatIsHeldBackIsCountedByItsGate() throws IOException {
        assertThat(commands("policy: p\npolicies: [{mode: block, approval: required}]\n"))
                .isEmpty();
        assertThat(err.toString()).contains("0 commands (waiting: approval 3)");
        assertThat(commands("policy: p\n")).isEmpty();
        assertThat(err.toString()).contains("0 commands (mode 3)");
    }

    @Test
    void brakesHoldInAReplayToo() throws IOException {
        assertThat(commands(BLOCKING + "budgets: [{per: fleet, commands: 2, within: 1m}]\n"))
                .hasSize(2);
        assertThat(err.toString()).contains("2 commands (waiting: budget 1)");
    }

    @Test
    void aPolicyThatNamesAnotherVersionOrdersNothing() throws IOException {
        assertThat(commands(BLOCKING + "versions: {r-1: another}\n")).isEmpty();
    }

    @Test
    void aRuleThatACorrelationSilencesActsWhereItBlocksAndIsNotShown() throws IOException {
        Files.writeString(folder.resolve("rule.yml"), """
                ---
                title: Many
                correlation: {type: event_count, rules: [r-1], group-by: [host.id], timespan: 1h, condition: {gte: 9}}
                """, StandardOpenOption.APPEND);

        assertThat(commands(BLOCKING)).hasSize(3);
        assertThat(out.toString().lines()).hasSize(3).allMatch(line -> line.contains("\"shown\":false"));
        assertThat(commands("policy: p\npolicies: [{mode: audit}]\n")).isEmpty();
        assertThat(err.toString()).contains("0 findings");
    }

    @Test
    void commandsWithoutAPolicyAreRefused() {
        assertThat(cordon("replay", "--rules", path("rule.yml"), "--events", path("events.jsonl"), "--commands", "c"))
                .isEqualTo(2);
    }

    @Test
    void aDiffSaysWhatAChangeBlocksAndWhatItLetsThrough() {
        assertThat(cordon(
                        "replay",
                        "--rules",
                        path("rule.yml"),
                        "--events",
                        path("events.jsonl"),
                        "--out",
                        path("findings.jsonl")))
                .isZero();
        String old = file("old.yml", "policy: old\npolicies: [{group: servers, mode: block}]\n");
        String changed = file("new.yml", """
                policy: new
                policies:
                  - {group: ws, mode: block, response: [kill, isolate]}
                  - {group: servers, mode: audit}
                """);
        String endpoints = file("e.yml", """
                endpoints:
                  - {endpoint: ws*, group: ws, antivirus: none}
                  - {endpoint: srv*, group: servers, antivirus: none}
                """);

        assertThat(cordon(
                        "policy", "diff", old, changed, "--findings", path("findings.jsonl"), "--endpoints", endpoints))
                .isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        "+ r-1  Evil starts  ws1  2 findings: kill",
                        "- r-1  Evil starts  srv1  1 findings: kill-tree",
                        "? r-1  Evil starts  ws1  2 findings: isolate");
        assertThat(err.toString()).contains("3 findings: 2 newly blocked, 1 let through, 2 now waiting");
    }

    @Test
    void whatIsNoFindingIsRefusedWithItsLine() {
        String policy = file("p.yml", BLOCKING);

        assertThat(cordon("policy", "diff", policy, policy, "--findings", file("f.jsonl", "\n{}\n")))
                .isNotZero();
        assertThat(err.toString()).contains("f.jsonl:2: expected a finding as replay writes it");
    }

    private List<String> commands(String policy) throws IOException {
        Path commands = folder.resolve("commands.jsonl");
        int code = cordon(
                "replay",
                "--rules",
                path("rule.yml"),
                "--events",
                path("events.jsonl"),
                "--policy",
                file("p.yml", policy),
                "--commands",
                commands.toString());
        assertThat(code).as(err.toString()).isZero();
        return Files.readAllLines(commands);
    }

    private String file(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private int cordon(String... arguments) {
        CommandLine command = Cordon.commandLine();
        command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }
}
