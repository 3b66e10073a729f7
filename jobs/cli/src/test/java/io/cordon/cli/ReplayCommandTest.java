package io.cordon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ReplayCommandTest {
    private static final Path ROOT = Path.of(System.getProperty("cordon.root"));
    private static final Pattern SUMMARY =
            Pattern.compile("read ([\\d,]+) = mapped ([\\d,]+) \\+ dead-lettered ([\\d,]+);");
    private static final String HIT = """
            {"Channel": "Security", "EventID": 4625, "Hostname": "ws1", "RecordNumber": %d, "TimeCreated": "2024-05-01T10:00:0%dZ"}""";

    /** A process calls; the logon at the other end names its port; what starts there has the logon's session. */
    private static final String REMOTE_EXECUTION = """
            {"Channel": "Microsoft-Windows-Sysmon/Operational", "EventID": 3, "Hostname": "desk", "RecordNumber": 1, "TimeCreated": "2024-05-01T10:00:01Z", "UtcTime": "2024-05-01 10:00:01.000", "ProcessGuid": "{a-1}", "ProcessId": "10", "Image": "C:\\\\wmic.exe", "Initiated": "true", "SourceIp": "10.1.0.5", "SourcePort": "50001", "DestinationIp": "10.1.0.9", "DestinationPort": "49700"}
            {"Channel": "Security", "EventID": 4624, "Hostname": "server", "RecordNumber": 2, "TimeCreated": "2024-05-01T10:00:02Z", "LogonType": "3", "TargetLogonId": "0xaa", "TargetUserName": "ann", "IpAddress": "10.1.0.5", "IpPort": "50001"}
            {"Channel": "Microsoft-Windows-Sysmon/Operational", "EventID": 1, "Hostname": "server", "RecordNumber": 3, "TimeCreated": "2024-05-01T10:00:02Z", "UtcTime": "2024-05-01 10:00:02.000", "ProcessGuid": "{b-7}", "ProcessId": "11", "Image": "C:\\\\x.exe", "CommandLine": "x", "ParentImage": "C:\\\\WmiPrvSE.exe", "ParentProcessGuid": "{b-1}", "LogonId": "0xaa"}
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void aRule() throws IOException {
        Files.writeString(folder.resolve("rule.yml"), """
                title: Failed logon
                id: r-1
                logsource: {product: windows, service: security}
                detection: {sel: {EventID: 4625}, condition: sel}
                """);
    }

    @Test
    void aFindingIsALineOfJsonWithItsPlace() throws IOException {
        Path events = Files.writeString(folder.resolve("a.jsonl"), "\n" + HIT.formatted(1, 1) + "\n\n");

        assertThat(replay("--events", events.toString())).isZero();
        assertThat(out.toString())
                .contains("\"rule\":{\"id\":\"r-1\",\"title\":\"Failed logon\",\"language\":\"sigma\"}")
                .contains("\"endpoints\":[\"ws1\"],\"first\":\"2024-05-01T10:00:01.000000Z\"")
                .contains("\"evidence\":[{\"event\":\"" + events + ":2\",\"endpoint\":\"ws1\"")
                .doesNotContain("step", "copies");
        assertThat(err.toString()).contains("read 1 = mapped 1 + dead-lettered 0; 1 findings");
    }

    @Test
    void anEventThatWasReadTwiceIsOneWithItsCopy() throws IOException {
        Path events = Files.writeString(folder.resolve("a.jsonl"), HIT.formatted(1, 1) + "\n" + HIT.formatted(1, 1));

        assertThat(replay("--events", events.toString())).isZero();
        assertThat(out.toString().lines()).hasSize(1);
        assertThat(out.toString()).contains("\"event\":\"" + events + ":1\"", "\"copies\":[\"" + events + ":2\"]");
    }

    @Test
    void anExpressionThatIsGivenUpIsCountedForEachEvent() throws IOException {
        Files.writeString(folder.resolve("rule.yml"), """
                title: Backtracks
                id: r-2
                logsource: {product: windows, service: security}
                detection:
                    sel: {TargetUserName|re: '^(?=a)(a|aa)+\\1c$'}
                    condition: sel
                """);
        String logon = HIT.replace("{\"Channel\"", "{\"TargetUserName\": \"%s\", \"Channel\"");
        StringBuilder logons = new StringBuilder();
        for (int i = 1; i <= 4; i++) { // the third is answered from what was remembered
            logons.append(logon.formatted("a".repeat(60) + "bc", i, i)).append('\n');
        }
        Path events = Files.writeString(folder.resolve("a.jsonl"), logons);

        assertThat(replay("--events", events.toString())).isZero();
        assertThat(err.toString()).contains("0 findings", "  4 expression-given-up");
    }

    @Test
    void aSequencesEventsAreItsEvidenceStepByStep() throws IOException {
        Files.writeString(folder.resolve("rule.yml"), """
                title: Two failed logons and no third
                id: r-3
                query: |
                  sequence with maxspan=3s
                    [any where event.code == "4625"] with runs=2
                    ![any where event.code == "4625"]
                """);
        Path events = Files.writeString(
                folder.resolve("a.jsonl"),
                IntStream.of(7, 2, 1)
                        .mapToObj(second -> HIT.formatted(second, second))
                        .collect(Collectors.joining("\n")));

        assertThat(replay("--events", events.toString())).isZero();
        assertThat(out.toString())
                .containsSubsequence(events + ":3\"", "\"step\":1", events + ":2\"", "\"step\":1")
                .contains("\"language\":\"eql\"", "\"state\":\"confirmed\"");
        assertThat(err.toString()).contains("read 3 = mapped 3 + dead-lettered 0; 1 findings");
    }

    @Test
    void elementsOfAnArrayAreCounted() throws IOException {
        Path events = Files.writeString(
                folder.resolve("a.json"), "[\n" + HIT.formatted(1, 1) + ",\n\n" + HIT.formatted(2, 2) + "]");

        assertThat(replay("--events", events.toString())).isZero();
        assertThat(out.toString()).contains(events + ":1\"", events + ":2\"");
    }

    @Test
    void archivesNameTheirEntries() throws IOException {
        Path zip = folder.resolve("a.zip");
        try (ZipOutputStream entries = new ZipOutputStream(Files.newOutputStream(zip))) {
            entries.putNextEntry(new ZipEntry("in/b.jsonl"));
            entries.write(HIT.formatted(1, 1).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        Path gz = folder.resolve("c.json.gz");
        try (OutputStream packed = new GZIPOutputStream(Files.newOutputStream(gz))) {
            packed.write(HIT.formatted(2, 2).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }

        assertThat(replay("--events", folder.toString())).isZero();
        assertThat(out.toString()).contains(zip + "!in/b.jsonl:1\"", gz + ":1\"");
    }

    @Test
    void findingsAreSortedAndGoToTheFileThatIsNamed() throws IOException {
        Path events = Files.writeString(folder.resolve("a.jsonl"), HIT.formatted(1, 7) + "\n" + HIT.formatted(2, 3));
        Path to = folder.resolve("findings.txt");

        assertThat(replay("--events", events.toString(), "--out", to.toString()))
                .isZero();
        assertThat(out.toString()).isEmpty();
        assertThat(Files.readAllLines(to)).hasSize(2).first().asString().contains("10:00:03");
    }

    @Test
    void whatCannotBeReadIsCountedByReason() throws IOException {
        Path events = Files.writeString(folder.resolve("a.jsonl"), "{\"a\": 1}\nnot json\n{\"cut");

        assertThat(replay("--events", events.toString())).isZero();
        assertThat(err.toString())
                .contains("read 3 = mapped 0 + dead-lettered 3", "1 no-mapping", "1 not-json", "1 truncated");
    }

    @Test
    void anArrayThatIsCutOffEndsInADeadLetter() throws IOException {
        Path events = Files.writeString(folder.resolve("a.json"), "[" + HIT.formatted(1, 1) + ", {\"a\":");

        assertThat(replay("--events", events.toString())).isZero();
        assertThat(err.toString()).contains("read 2 = mapped 1 + dead-lettered 1");
    }

    @Test
    void aMissingFileAndAnUnknownMappingAreUsageErrors() {
        assertThat(replay("--events", folder.resolve("nothing").toString())).isEqualTo(2);
        assertThat(replay("--events", folder.toString(), "--mapping", "nonsense"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("there is no", "winlogbeat");
    }

    @Test
    void everyRecordingOfOthersIsReadWhole() throws IOException {
        Path telemetry = ROOT.resolve("../shared/telemetry");
        assumeTrue(Files.isDirectory(telemetry), "did not run: there is no " + telemetry);
        for (Path file : recordings(telemetry)) {
            out.getBuffer().setLength(0);
            err.getBuffer().setLength(0);
            assertThat(replay("--events", file.toString())).as("%s", file).isZero();
            Matcher summary = SUMMARY.matcher(err.toString());
            assertThat(summary.find()).as("%s: %s", file, err).isTrue();
            long read = number(summary.group(1));
            long dead = number(summary.group(3));
            assertThat(number(summary.group(2)) + dead).as("%s", file).isEqualTo(read);
            assertThat(dead * 1000).as("dead letters of %s: %s", file, err).isLessThanOrEqualTo(read);
        }
    }

    @Test
    void whatWasExecutedFromAnotherEndpointIsALineOfJsonAlsoWithoutRules() throws IOException {
        Path events = Files.writeString(folder.resolve("a.jsonl"), REMOTE_EXECUTION);
        Path edges = folder.resolve("edges.jsonl");

        assertThat(run("replay", "--events", events.toString(), "--edges", edges.toString()))
                .isZero();
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("1 edges");
        assertThat(Files.readString(edges))
                .contains("\"techniques\":[\"T1047\"],\"mechanism\":\"wmi\",\"tier\":\"T1\"")
                .contains("\"source\":{\"endpoint\":\"desk\",\"address\":\"10.1.0.5\",\"entity\":\"a-1\"")
                .contains("\"target\":{\"endpoint\":\"server\",\"entity\":\"b-7\",\"image\":\"C:\\\\x.exe\"}")
                .contains("\"keys\":[\"connection 10.1.0.5:50001\",\"ip 10.1.0.5\",\"session\"]")
                .contains(events + ":1", events + ":2", events + ":3");
    }

    @Test
    void withNeitherRulesNorEdgesThereIsNothingToDo() {
        assertThat(run("replay", "--events", folder.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("--rules or --edges is needed");
    }

    private static List<Path> recordings(Path telemetry) throws IOException {
        List<Path> recordings = new ArrayList<>();
        for (String part : List.of("otrf/single-host", "otrf/multi-host", "eqllib", "sigma-regression", "splunk")) {
            try (Stream<Path> files = Files.list(telemetry.resolve(part))) {
                files.filter(file -> file.toString().contains(".json")
                                || file.toString().contains("attack_range"))
                        .forEach(recordings::add);
            }
        }
        return recordings;
    }

    private static long number(String text) {
        return Long.parseLong(text.replace(",", ""));
    }

    private int replay(String... arguments) {
        List<String> all = new ArrayList<>(
                List.of("replay", "--rules", folder.resolve("rule.yml").toString()));
        all.addAll(List.of(arguments));
        return run(all.toArray(String[]::new));
    }

    private int run(String... arguments) {
        CommandLine command = Cordon.commandLine();
        command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }
}
