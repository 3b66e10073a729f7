package io.cordon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.rule.Rule;
import io.cordon.engine.rule.RuleError;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever stands in a folder, the rules beside it load. */
class RuleFilesTest {
    private static final String RULE = """
            title: Whoami
            id: %s
            logsource: {category: process_creation, product: windows}
            detection:
              sel:
                Image|endswith: '\\whoami.exe'
              condition: sel
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    @BeforeEach
    void aGoodRuleStandsBeside() throws IOException {
        Files.writeString(folder.resolve("good.yml"), RULE.formatted("good"));
    }

    static Stream<Arguments> bad() {
        String rule = RULE.formatted("bad");
        return Stream.of(
                Arguments.of(
                        bytes("title: \"Žluťoučký\"\n" + rule, Charset.forName("windows-1250")),
                        "bad.yml:1:9: expected UTF-8"),
                Arguments.of(bytes(rule, StandardCharsets.UTF_16), "bad.yml:1:1: expected UTF-8"),
                Arguments.of(
                        bytes(rule.replace("    Image", "\tImage")),
                        "bad.yml:6:1: expected YAML: found character '\\t(TAB)'"),
                Arguments.of(
                        bytes(rule + "description: '" + "x".repeat(10_000_000) + "'\n"),
                        "bad.yml:1:1: expected a rule of at most 400000 characters"),
                Arguments.of(
                        bytes(rule.replace("id: bad", "id: good")),
                        "good.yml:2:5: expected an id of its own, found good"),
                Arguments.of(bytes(rule + "---\n" + rule), "bad.yml:10:5: expected an id of its own, found bad"),
                Arguments.of(
                        bytes("a: &a [x, x]\nb: &b [*a, *a]\n" + bomb()),
                        "expected at most 40 levels and 200000 values"));
    }

    private static String bomb() {
        StringBuilder text = new StringBuilder();
        for (char c = 'c'; c < 'z'; c++) {
            char before = (char) (c - 1);
            text.append("%c: &%c [*%c, *%c]%n".formatted(c, c, before, before));
        }
        return text.toString();
    }

    private static byte[] bytes(String text) {
        return bytes(text, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text, Charset charset) {
        return text.getBytes(charset);
    }

    @ParameterizedTest
    @MethodSource("bad")
    void whatCannotBeReadIsRefusedWithItsPlaceAndTheRestLoads(byte[] bytes, String error) throws IOException {
        Files.write(folder.resolve("bad.yml"), bytes);

        RuleFiles read = RuleFiles.read(List.of(folder), Rule.Mode.AUDIT);

        assertThat(read.rules()).hasSizeBetween(1, 2);
        assertThat(read.errors())
                .singleElement()
                .extracting(RuleError::toString)
                .asString()
                .contains(error);
    }

    @Test
    void aByteOrderMarkIsNoPartOfARule() throws IOException {
        Files.writeString(folder.resolve("marked.yml"), '\ufeff' + RULE.formatted("marked"));

        assertThat(RuleFiles.read(List.of(folder), Rule.Mode.AUDIT).errors()).isEmpty();
    }

    @Test
    void aFileThatIsNamedTwiceIsReadOnce() {
        assertThat(RuleFiles.read(List.of(folder, folder.resolve("good.yml")), Rule.Mode.AUDIT)
                        .errors())
                .isEmpty();
    }
}
