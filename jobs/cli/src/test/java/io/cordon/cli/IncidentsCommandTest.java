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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class IncidentsCommandTest {
    private static final Path ROOT = Path.of(System.getProperty("cordon.root"));

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    private final StringWriter err = new StringWriter();

    @Test
    void findingsOfTwoHostsThatAnEdgeJoinsAreOneIncident() throws IOException {
        JsonNode incident = only(replay(RecordedAttack.overWmi()));

        assertThat(incident.at("/class_uid").asInt()).isEqualTo(2004);
        assertThat(incident.at("/type_uid").asInt()).isEqualTo(200_401);
        assertThat(incident.at("/metadata/version").asText()).isEqualTo("1.6.0");
        assertThat(incident.at("/severity_id").asInt()).isEqualTo(4);
        assertThat(incident.at("/risk_score").asInt()).isEqualTo(35 + 2 * 6 + 8);
        assertThat(incident.at("/finding_info/related_events")).hasSize(3);
        assertThat(incident.findValuesAsText("hostname")).contains("desk", "server");
        assertThat(incident.at("/finding_info/attacks").findValuesAsText("uid"))
                .contains("T1047", "T1059.003", "T1036");
        assertThat(err.toString()).contains("1 incidents");
    }

    @Test
    void theAttackGraphGoesFromHostToHost() throws IOException {
        JsonNode graph = only(replay(RecordedAttack.overWmi())).at("/finding_info/attack_graph");

        List<String> edges = new ArrayList<>();
        graph.path("edges")
                .forEach(edge -> edges.add(edge.path("source").asText() + " "
                        + edge.path("relation").asText() + " "
                        + edge.path("target").asText()));
        assertThat(edges)
                .contains(
                        "desk d-1 started desk d-2",
                        "desk d-3 executed-on server s-1",
                        "server s-1 started server s-2");
    }

    @Test
    void aStoryShowsWhatAttackersWroteAsTextOnly() throws IOException {
        String page = Files.readString(story(RecordedAttack.overWmi()));

        assertThat(page)
                .contains("default-src 'none'")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "Something &lt;b&gt;hostile&lt;/b&gt;", "\\u{202e}")
                .doesNotContain("<script", "<img", "\u202E", "<b>hostile");
    }

    @Test
    void aStoryTellsWhatHappenedWhereAndByWhatItIsProven() throws IOException {
        String page = Files.readString(story(RecordedAttack.overWmi()));

        assertThat(page)
                .contains("T1 wmi", "▲ T1059.003 A suspicious command", "by explorer.exe")
                .contains("connection 10.1.0.5:50001")
                .contains("events.jsonl:4");
    }

    @Test
    void aCallerWhoseStartWasNotRecordedIsCalledByItsImage() throws IOException {
        String page = Files.readString(story(RecordedAttack.byACallerThatRanBefore()));

        assertThat(page).containsPattern(">\\s*WMIC.exe\\s*<").doesNotContain("process d-3");
    }

    @Test
    void theSameRecordsInAnotherOrderAreTheSameIncident() throws IOException {
        Path events = RecordedAttack.overWmi().write(folder.resolve("events.jsonl"));
        String first = id(replay(events));
        List<String> lines = new ArrayList<>(Files.readAllLines(events));
        Collections.reverse(lines);
        Files.write(events, lines);

        assertThat(id(replay(events))).isEqualTo(first);
    }

    @Test
    void incidentsAndStoriesNeedRules() {
        assertThat(run("replay", "--events", folder.toString(), "--incidents", "x"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--rules");
    }

    @Test
    void recordedMovementsAreIncidentsAcrossHosts() throws IOException {
        Path recordings = ROOT.resolve("../shared/telemetry/otrf/multi-host");
        Path rules = ROOT.resolve("../shared/rules/sigma/windows/process_creation");
        assumeTrue(Files.isDirectory(recordings), "did not run: there is no " + recordings);
        assumeTrue(Files.isDirectory(rules), "did not run: there is no " + rules);
        try (Stream<Path> files = Files.list(recordings)) {
            for (Path file : files.filter(file -> file.toString().contains("covenant_psremoting"))
                    .toList()) {
                Path to = folder.resolve("incidents.jsonl");
                assertThat(run(
                                "replay",
                                "--rules",
                                rules.toString(),
                                "--events",
                                file.toString(),
                                "--incidents",
                                to.toString()))
                        .isZero();
                assertThat(Files.readAllLines(to)).as("%s", file).anyMatch(line -> line.contains("executed-on"));
            }
        }
    }

    private static JsonNode only(List<String> lines) throws IOException {
        assertThat(lines).hasSize(1);
        return new ObjectMapper().readTree(lines.get(0));
    }

    private static String id(List<String> lines) throws IOException {
        return only(lines).at("/finding_info/uid").asText();
    }

    private List<String> replay(RecordedAttack attack) throws IOException {
        return replay(attack.write(folder.resolve("events.jsonl")));
    }

    private List<String> replay(Path events) throws IOException {
        Path to = folder.resolve("incidents.jsonl");
        assertThat(run("replay", "--rules", rules(), "--events", events.toString(), "--incidents", to.toString()))
                .as("%s", err)
                .isZero();
        return Files.readAllLines(to);
    }

    private Path story(RecordedAttack attack) throws IOException {
        Path events = attack.write(folder.resolve("events.jsonl"));
        Path stories = folder.resolve("stories");
        assertThat(run("replay", "--rules", rules(), "--events", events.toString(), "--stories", stories.toString()))
                .as("%s", err)
                .isZero();
        try (Stream<Path> pages = Files.list(stories)) {
            return pages.findFirst().orElseThrow();
        }
    }

    private String rules() throws IOException {
        return RecordedAttack.rules(folder.resolve("rules")).toString();
    }

    private int run(String... arguments) {
        CommandLine command = Cordon.commandLine();
        command.setOut(new PrintWriter(new StringWriter())).setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }
}
