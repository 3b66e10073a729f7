package io.cordon.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page on safety names tests that there are. */
class SafetyPageTest {
    private static final Path ROOT = Path.of(System.getProperty("cordon.root"));
    private static final Pattern NAMED = Pattern.compile("`(\\w+Test)\\.(\\w+)`");
    private static final Pattern METHOD = Pattern.compile("^    void (\\w+)\\(", Pattern.MULTILINE);

    @Test
    void everyPromiseIsTriedByTestsThatThereAre() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/safety.md"));
        Set<String> tests = tests();

        assertThat(page.lines()
                        .filter(line ->
                                line.startsWith("| ") && !line.startsWith("| ---") && !line.contains("tried by")))
                .hasSizeGreaterThan(20)
                .allMatch(line -> NAMED.matcher(line).find());
        assertThat(NAMED.matcher(page).results().map(named -> named.group(1) + '.' + named.group(2)))
                .isSubsetOf(tests);
    }

    private static Set<String> tests() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().contains("/src/test/java/"))
                    .filter(file -> file.getFileName().toString().endsWith("Test.java"))
                    .flatMap(SafetyPageTest::testsOf)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Stream<String> testsOf(Path file) {
        String name = file.getFileName().toString().replace(".java", "");
        try {
            return METHOD.matcher(Files.readString(file)).results().map(method -> name + '.' + method.group(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
