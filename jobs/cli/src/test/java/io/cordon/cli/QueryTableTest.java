package io.cordon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import picocli.CommandLine;

/** Queries, row by row: what is printed of the same events, in each dialect. */
class QueryTableTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<Character, String> LETTERS =
            Map.of('E', "elasticsearch", 'P', "endpoint", 'G', "endgame", 'C', "cordon");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest(name = "{0}: {1}")
    @CsvFileSource(resources = "query/queries.csv", delimiterString = " ; ", quoteCharacter = '§')
    void prints(String dialects, String query, String expected) throws IOException {
        for (int i = 0; i < dialects.length(); i++) {
            char letter = dialects.charAt(i);
            assertThat(ask(letter, query)).as("%s: %s", letter, err).isZero();
            assertThat(lines()).as("%s: %s", letter, query).isEqualTo(expected.strip());
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvFileSource(resources = "query/refused.csv", delimiterString = " ; ", quoteCharacter = '§')
    void refuses(String dialects, String query, String expected) {
        for (int i = 0; i < dialects.length(); i++) {
            char letter = dialects.charAt(i);
            assertThat(ask(letter, query)).isEqualTo(2);
            assertThat(err.toString()).startsWith("query:" + expected).contains("\n  " + query + "\n");
            assertThat(out.toString()).isEmpty();
        }
    }

    private int ask(char letter, String query) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine command = Cordon.commandLine();
        command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        String dialect = Objects.requireNonNull(LETTERS.get(letter));
        return command.execute("query", "--dialect", dialect, "--events", events().toString(), query);
    }

    private static Path events() {
        URL found = Objects.requireNonNull(QueryTableTest.class.getResource("query/events.jsonl"));
        try {
            return Path.of(found.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All that was printed, in the table's short form. */
    private String lines() throws IOException {
        List<String> all = new ArrayList<>();
        for (String line : out.toString().lines().toList()) {
            all.add(shortened(JSON.readTree(line)));
        }
        return all.isEmpty() ? "-" : String.join(" / ", all);
    }

    private static String shortened(JsonNode line) {
        String keys = line.get("keys").isEmpty() ? "" : " " + line.get("keys");
        if (!line.has("events")) {
            return "=" + line.get("count") + keys;
        }
        List<String> events = new ArrayList<>();
        for (JsonNode event : line.get("events")) {
            assertThat(event.asText()).startsWith(events() + ":");
            events.add(event.asText().substring(event.asText().lastIndexOf(':') + 1));
        }
        return String.join(",", events) + keys + (line.has("count") ? " x" + line.get("count") : "");
    }
}
