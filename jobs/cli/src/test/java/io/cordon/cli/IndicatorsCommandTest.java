package io.cordon.cli;

import static org.assertj.core.api.Assertions.assertThat;

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

/** What replay writes of a confirmed incident: by what its attack is known elsewhere, whatever order it was read in. */
class IndicatorsCommandTest {
    private static final Path ROOT = Path.of(System.getProperty("cordon.root"));
    private static final Path ATTACK = ROOT.resolve("recordings/office-powershell.jsonl");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    private final StringWriter err = new StringWriter();

    @Test
    void aRecordedAttackIsKnownByItsCommandLineAndWhereItCalled() throws IOException {
        List<JsonNode> indicators = new ArrayList<>();
        for (String line : replay(ATTACK)) {
            indicators.add(new ObjectMapper().readTree(line));
        }

        assertThat(indicators)
                .extracting(indicator -> indicator.path("kind").asText()
                        + ' '
                        + indicator.path("value").asText())
                .contains("command_line powershell -nop -w hidden -enc <base64>", "destination c2.example 80");
        assertThat(indicators)
                .allSatisfy(
                        indicator -> assertThat(indicator.path("mode").asText()).isEqualTo("audit"))
                .allSatisfy(indicator ->
                        assertThat(indicator.path("finding").asText()).isNotEmpty());
        assertThat(err.toString()).contains("indicators");
    }

    @Test
    void theSameRecordsInAnotherOrderYieldTheSame() throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(ATTACK));
        Collections.reverse(lines);
        Path reversed = Files.createDirectories(folder.resolve("reversed"))
                .resolve(ATTACK.getFileName().toString());

        assertThat(replay(Files.write(reversed, lines))).isEqualTo(replay(ATTACK));
    }

    @Test
    void indicatorsNeedRules() {
        assertThat(run("replay", "--events", folder.toString(), "--indicators", "x"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--rules");
    }

    private List<String> replay(Path events) throws IOException {
        Path indicators = folder.resolve("indicators.jsonl");
        int status = run(
                "replay",
                "--rules",
                ROOT.resolve("rules").toString(),
                "--events",
                events.toString(),
                "--out",
                folder.resolve("findings.jsonl").toString(),
                "--indicators",
                indicators.toString());
        assertThat(status).isZero();
        return Files.readAllLines(indicators);
    }

    private int run(String... arguments) {
        return Cordon.commandLine()
                .setErr(new PrintWriter(err, true))
                .setOut(new PrintWriter(new StringWriter()))
                .execute(arguments);
    }
}
