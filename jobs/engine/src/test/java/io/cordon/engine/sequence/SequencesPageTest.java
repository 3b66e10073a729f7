package io.cordon.engine.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.correlate.Story;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of docs/sequences.md find what the page says. */
class SequencesPageTest {
    private static final Path PAGE = Path.of(System.getProperty("cordon.root"), "docs", "sequences.md");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```\\n(.*?)^```$");
    private static final Pattern EVENT = Pattern.compile("\\d+\\. +(\\d+) +(\\S+) +(\\S+)(.*)");
    private static final String FINDS = "→ ";

    static Stream<String> examples() throws IOException {
        return BLOCK.matcher(Files.readString(PAGE)).results().map(block -> block.group(1));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void findsWhatThePageSays(String example) {
        StringBuilder rule = new StringBuilder("title: page\nid: page\n");
        StringBuilder events = new StringBuilder();
        List<String> expected = new ArrayList<>();
        for (String line : example.lines().toList()) {
            Matcher event = EVENT.matcher(line);
            if (event.matches()) {
                events.append("%s %s kind=%s %s\n"
                        .formatted(
                                event.group(1),
                                event.group(2),
                                event.group(3),
                                event.group(4).strip()));
            } else if (line.startsWith(FINDS)) {
                expected.addAll(List.of(line.substring(FINDS.length()).split(", ")));
            } else {
                rule.append(line.matches("(dialect|scope|retention): .*") ? line : "query: '" + query(line) + "'")
                        .append('\n');
            }
        }

        List<String> found = Story.of(events.toString()).findings(rule.toString()).stream()
                .map(finding -> finding.substring("page: ".length()).replace("e", ""))
                .toList();

        assertThat(found.isEmpty() ? List.of("nothing") : found).isEqualTo(expected);
    }

    private static String query(String line) {
        return line.replaceAll("\\[(\\w)]", "[any where kind == \"$1\"]");
    }
}
