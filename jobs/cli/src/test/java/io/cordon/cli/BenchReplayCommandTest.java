package io.cordon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchReplayCommandTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void aRule() throws IOException {
        Files.writeString(folder.resolve("rule.yml"), """
                title: Failed logon
                logsource: {product: windows, service: security}
                detection: {sel: {EventID: 4625}, condition: sel}
                """);
    }

    @Test
    void eachPassReadsAndFindsTheSame() throws IOException {
        Path events = Files.writeString(folder.resolve("a.jsonl"), """
                {"Channel": "Security", "EventID": 4625, "Hostname": "ws1", "TimeCreated": "2024-05-01T10:00:01Z"}
                {"Channel": "Security", "EventID": 4634, "Hostname": "ws1", "TimeCreated": "2024-05-01T10:00:02Z"}
                """);

        assertThat(bench("--events", events.toString(), "--seconds", "1")).isZero();
        assertThat(out.toString().lines().filter(line -> line.matches(" +\\d+ .*")))
                .isNotEmpty()
                .allSatisfy(pass -> assertThat(pass).matches(" +\\d+ +2 .* 1"));
    }

    @Test
    void nothingToReadIsSaid() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.jsonl"));

        assertThat(bench("--events", empty.toString())).isNotZero();
        assertThat(err.toString()).contains("there is no record in");
    }

    private int bench(String... arguments) {
        List<String> all = new ArrayList<>(
                List.of("bench", "replay", "--rules", folder.resolve("rule.yml").toString()));
        all.addAll(List.of(arguments));
        return Cordon.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }
}
