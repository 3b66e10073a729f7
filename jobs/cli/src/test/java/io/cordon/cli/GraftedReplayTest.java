package io.cordon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A replay's lineage goes on at the next host. */
class GraftedReplayTest {
    private static final Path ROOT = Path.of(System.getProperty("cordon.root"));

    private static final String UNDER_WORD = """
            title: A shell under Word
            id: under-word
            dialect: endpoint
            query: |
              process where process.name : "cmd.exe" and descendant of [process where process.name : "winword.exe"]
            """;

    private static final String UNDER_WMIC = """
            title: Run by another host's WMIC
            id: under-wmic
            dialect: endpoint
            query: |
              process where process.name : "net.exe" and child of [any where process.name : "wmic.exe"]
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    @Test
    void aDocumentsDescendantIsFoundOnTheServerByTheEdge() throws IOException {
        Path events = RecordedAttack.overWmi().write(folder.resolve("events.jsonl"));

        List<JsonNode> findings = replay(UNDER_WORD, events);

        assertThat(findings)
                .extracting(finding -> finding.at("/evidence/0/endpoint").asText() + " "
                        + finding.at("/evidence/0/entity").asText() + " " + finding.at("/evidence/0/edges"))
                .containsExactly("desk d-2 ", "server s-2 [\"default server s-1\"]");
        assertThat(findings.get(1).at("/response/disprovable").asBoolean()).isTrue();
    }

    @Test
    void theOrderOfRecordsDoesNotMatter() throws IOException {
        Path events = RecordedAttack.overWmi().write(folder.resolve("events.jsonl"));
        List<String> lines = new ArrayList<>(Files.readAllLines(events));
        Collections.reverse(lines);
        Path reversed = Files.write(folder.resolve("reversed.jsonl"), lines);

        assertThat(ids(replay(UNDER_WORD, reversed))).isEqualTo(ids(replay(UNDER_WORD, events)));
    }

    @Test
    void recordedWmicIsTheParentOfWhatItHadRun() throws IOException {
        Path recording = ROOT.resolve("../shared/telemetry/otrf/multi-host/empire_wmic_add_user_backdoor.json.gz");
        assumeTrue(Files.exists(recording), "did not run: there is no " + recording);

        assertThat(replay(UNDER_WMIC, recording))
                .isNotEmpty()
                .allSatisfy(
                        finding -> assertThat(finding.at("/evidence/0/edges")).isNotEmpty());
    }

    private static List<String> ids(List<JsonNode> findings) {
        return findings.stream()
                .map(finding -> finding.path("finding").asText())
                .toList();
    }

    private List<JsonNode> replay(String rule, Path events) throws IOException {
        Path rules = Files.writeString(folder.resolve("rule.yml"), rule);
        StringWriter out = new StringWriter();
        CommandLine cordon =
                Cordon.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(new StringWriter()));

        assertThat(cordon.execute("replay", "--rules", rules.toString(), "--events", events.toString()))
                .isZero();
        List<JsonNode> findings = new ArrayList<>();
        for (String line : out.toString().lines().toList()) {
            findings.add(new ObjectMapper().readTree(line));
        }
        return findings;
    }
}
