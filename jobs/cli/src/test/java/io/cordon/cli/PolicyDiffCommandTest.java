package io.cordon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code policy diff} shows what a change of records, brakes and durations would have done, not of modes alone. */
class PolicyDiffCommandTest {
    private static final String STARTED = """
            {"Channel": "Microsoft-Windows-Sysmon/Operational", "EventID": 1, "Hostname": "%s", "RecordNumber": %d, \
            "TimeCreated": "2024-05-01T10:00:0%<dZ", "UtcTime": "2024-05-01 10:00:0%<d.000", "ProcessGuid": "{a-%<d}", \
            "ProcessId": "10%<d", "Image": "C:\\\\t\\\\evil.exe", "CommandLine": "evil"}
            """;
    private static final String ENDPOINTS = """
            endpoints:
              - {endpoint: ws*, group: ws, antivirus: none, automation: full}
              - {endpoint: srv*, group: servers, antivirus: Contoso, automation: full}
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void threeFindings() {
        String rule = file("rule.yml", """
                title: Evil starts
                id: r-1
                tags: [attack.execution]
                logsource: {product: windows, category: process_creation}
                detection: {sel: {Image|endswith: evil.exe}, condition: sel}
                """);
        String events = file(
                "events.jsonl",
                STARTED.formatted("ws1", 1) + STARTED.formatted("ws1", 2) + STARTED.formatted("srv1", 3));
        cordon(
                "replay",
                "--rules",
                rule,
                "--events",
                events,
                "--out",
                folder.resolve("findings.jsonl").toString());
    }

    @Test
    void blockModeAndGroupsAreComparedToo() {
        String policy = "policy: p\npolicies: [{group: [ws, servers], mode: block}]\n";
        String changed = ENDPOINTS.replace("antivirus: Contoso", "antivirus: Contoso, block-mode: on");

        assertThat(diff(policy, policy, changed)).containsExactly("+ r-1  Evil starts  srv1  1 findings: kill-tree");
        assertThat(diff(policy, policy, ENDPOINTS.replace("group: ws", "group: other")))
                .containsExactly("- r-1  Evil starts  ws1  2 findings: kill-tree");
    }

    @Test
    void aBudgetLetsTheRestThroughUntilAPersonSaysYes() {
        String policy = "policy: p\npolicies: [{mode: block}]\n";

        assertThat(diff(policy, policy + "budgets: [{per: endpoint, commands: 1, within: 1h}]\n", ENDPOINTS))
                .containsExactly(
                        "- r-1  Evil starts  ws1  1 findings: kill-tree",
                        "? r-1  Evil starts  ws1  1 findings: kill-tree");
        assertThat(err.toString()).contains("3 findings: 0 newly blocked, 1 let through, 1 now waiting");
    }

    @Test
    void theBreakerAndWhatIsTooFarSpreadCountToo() {
        String policy = "policy: p\npolicies: [{mode: block}]\n";
        String others = ENDPOINTS.replace("antivirus: Contoso", "antivirus: none");

        assertThat(diff(policy, policy + "breaker: {at-least: 1}\n", ENDPOINTS))
                .contains("- r-1  Evil starts  ws1  1 findings: kill-tree");
        assertThat(diff(policy, policy + "spread: 2\n", others))
                .contains("? r-1  Evil starts  srv1  1 findings: kill-tree");
    }

    @Test
    void howLongItHoldsIsComparedToo() {
        String policy = "policy: p\npolicies: [{group: ws, mode: block, response: isolate, duration: 1h}]\n";

        assertThat(diff(policy, policy.replace("1h", "4h"), ENDPOINTS))
                .containsExactly("~ r-1  Evil starts  ws1  1 findings: isolate for 240 min and not 60 min");
        assertThat(diff(policy, policy, ENDPOINTS)).isEmpty();
    }

    private List<String> diff(String old, String changed, String newEndpoints) {
        out.getBuffer().setLength(0);
        cordon(
                "policy",
                "diff",
                file("old.yml", old),
                file("new.yml", changed),
                "--findings",
                folder.resolve("findings.jsonl").toString(),
                "--endpoints",
                file("e.yml", ENDPOINTS),
                "--new-endpoints",
                file("e2.yml", newEndpoints));
        return new ArrayList<>(out.toString().lines().toList());
    }

    private String file(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void cordon(String... arguments) {
        CommandLine command = Cordon.commandLine();
        command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        assertThat(command.execute(arguments)).as(err.toString()).isZero();
    }
}
