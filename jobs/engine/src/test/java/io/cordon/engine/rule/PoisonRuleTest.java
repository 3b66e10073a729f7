package io.cordon.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A rule that would end a task is refused like any other. */
class PoisonRuleTest {
    private static final String RULE = """
            title: t
            id: i
            logsource: {category: process_creation}
            detection:
              sel: %s
              condition: %s
            """;

    static Stream<Arguments> poison() {
        return Stream.of(
                Arguments.of("a: " + "[".repeat(100_000), "expected at most 40 levels of nesting"),
                Arguments.of("- ".repeat(100_000), "expected at most 40 levels of nesting"),
                Arguments.of("? ".repeat(100_000), "expected at most 40 levels of nesting"),
                Arguments.of(RULE.formatted("&a [*a]", "sel"), "r.yml:5:8: expected at most 40 levels"),
                Arguments.of(laughs(), "r.yml:1:13: expected at most 40 levels and 200000 values"),
                Arguments.of(RULE.formatted("{a: b}", "(".repeat(50_000) + "sel"), "expected at most 100 parentheses"),
                Arguments.of(
                        RULE.formatted("{'a|re': '((((x{90}){90}){90}){90})'}", "sel"),
                        "expected a regular expression whose repetitions"),
                Arguments.of(
                        RULE.formatted("{'a|windash|base64': '-a -b -c -d -e -f -g'}", "sel"),
                        "expected at most four dashes"),
                Arguments.of(RULE.formatted("{a: b, a: c}", "sel"), "r.yml:5:15: expected each key once"),
                Arguments.of("title: a\ntitle: b\n", "r.yml:2:1: expected each key once"),
                Arguments.of(RULE.formatted("{'a|re': '['}", "sel"), "r.yml:5:17: expected a regular expression"),
                Arguments.of("title: x\nid: \u0001", "r.yml:2:5: expected YAML, which has no character U+0001"),
                Arguments.of("title: x\nid: a\0b", "r.yml:2:6: expected YAML, which has no character U+0000"),
                Arguments.of(RULE.formatted("{'a|gt': 1e999999999}", "sel"), "r.yml:5:17: expected a number"),
                Arguments.of(RULE.formatted("{'a|hour': 1e999999999}", "sel"), "r.yml:5:19: expected a number"),
                Arguments.of(RULE.formatted("{a: !!java.net.URL x}", "sel"), "r.yml:5:12: expected a value without"),
                Arguments.of(RULE.formatted("{a: b}", "sel") + "x: !foo {}", "r.yml:7:4: expected a value without"),
                Arguments.of("title: *nobody", "expected YAML"),
                Arguments.of("title: !!java.net.URL [x]", "expected"));
    }

    private static String laughs() {
        StringBuilder text = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 22; i++) {
            text.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }
        return text.toString();
    }

    @ParameterizedTest
    @MethodSource("poison")
    void isRefusedWithItsPlace(String text, String error) {
        ParsedRules parsed = RuleParser.parse("r.yml", text, Rule.Mode.AUDIT);

        assertThat(parsed.rules()).isEmpty();
        assertThat(parsed.errors()).singleElement().asString().contains(error);
    }

    static Stream<String> deepQueries() {
        return Stream.of(
                "any where " + "(".repeat(50_000),
                "any where " + "descendant of [any where ".repeat(50_000),
                "// dialect: cordon\nany where " + "child of [any where ".repeat(50_000),
                "any where a == " + "1 + ".repeat(50_000) + "1",
                "any where a == " + "- ".repeat(50_000),
                "any where a == " + "length(".repeat(50_000),
                "// dialect: cordon\nany where a" + ":length()".repeat(50_000) + " > 1",
                "any where a == \"" + "\\u{1}".repeat(50_000),
                "sequence " + "[any where true] ".repeat(50_000),
                "any where " + "not ".repeat(50_000) + "true or",
                "any where a regex \"((((x{90}){90}){90}){90})\"");
    }

    @ParameterizedTest
    @MethodSource("deepQueries")
    void queriesAreRefusedToo(String query) {
        assertThat(RuleParser.parse("q.eql", query, Rule.Mode.AUDIT).errors()).hasSize(1);
    }

    @Test
    void aChainOfThousandsOfCorrelationsIsRefused() {
        StringBuilder chain = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            chain.append("title: t\nid: c%d\ncorrelation: {type: temporal, rules: [c%d], timespan: 1m}\n---\n"
                    .formatted(i, i + 1));
        }

        assertThat(RuleParser.parse("r.yml", chain.toString(), Rule.Mode.AUDIT).errors())
                .hasSize(20_000);
    }

    @ParameterizedTest
    @MethodSource("paddings")
    void aCharacterOutsideTheBasicPlaneIsReadWhereverItStands(int padding) {
        String rule = "#" + "x".repeat(padding) + "\ud83d\ude00\n" + RULE.formatted("{a: \ud83d\ude00}", "sel");

        assertThat(RuleParser.parse("r.yml", rule, Rule.Mode.AUDIT).errors()).isEmpty();
    }

    static List<Integer> paddings() {
        return List.of(1020, 1021, 1022, 1023, 1024, 2047);
    }
}
