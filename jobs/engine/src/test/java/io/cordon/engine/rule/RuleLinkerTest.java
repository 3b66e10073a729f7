package io.cordon.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.condition.Condition;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Documents that need each other: wherever they stand, and what is refused where they do not fit. */
class RuleLinkerTest {
    private static final String FAILED = """
            title: Failed logon
            id: failed
            name: failed_logon
            level: low
            logsource: {product: windows, service: security}
            detection: {sel: {EventID: 4625}, condition: sel}
            """;

    private static final String BRUTE = """
            title: Brute force
            id: brute
            correlation:
              type: event_count
              rules: [failed_logon]
              group-by: [User]
              timespan: 10m
              condition: {gte: 3}
            """;

    private static final String FILTER = """
            title: Not the scanner
            id: scanner
            logsource: {product: windows}
            filter:
              rules: [failed_logon]
              sel: {Ip: 10.9.9.9}
              condition: not sel
            """;

    private static final String ADMINS = """
            title: Admin logon
            id: admins
            logsource: {product: windows, service: security}
            detection:
              sel:
                User|expand: '%admins%'
              condition: sel
            """;

    private static ParsedRules parse(String... documents) {
        return RuleParser.parse("r.yml", String.join("---\n", documents), Rule.Mode.AUDIT);
    }

    private static Rule rule(String id, String... documents) {
        ParsedRules parsed = parse(documents);
        assertThat(parsed.errors()).isEmpty();
        return parsed.rules().stream()
                .map(ParsedRules.Sourced::rule)
                .filter(rule -> rule.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aCorrelationMayStandBeforeItsRulesAndTakesTheirHighestLevel() {
        Rule brute = rule("brute", BRUTE, FAILED);

        assertThat(brute.level()).isEqualTo(Rule.Level.LOW);
        assertThat(rule("brute", BRUTE + "level: high\n", FAILED).level()).isEqualTo(Rule.Level.HIGH);
        assertThat(rule("failed", BRUTE, FAILED).raises()).isFalse();
        assertThat(rule("failed", BRUTE + "generate: true\n", FAILED).raises()).isTrue();
        assertThat(brute.response().action()).isEqualTo(Response.Action.NONE);
    }

    @Test
    void aCorrelationIsAnotherVersionWhenOneOfItsRulesIs() {
        assertThat(rule("brute", BRUTE, FAILED).hash())
                .isNotEqualTo(
                        rule("brute", BRUTE, FAILED.replace("4625", "4771")).hash());
    }

    @Test
    void filesOfASetAreLinkedToEachOther() {
        RuleParser parser = new RuleParser();
        parser.add("a.yml", BRUTE, Rule.Mode.AUDIT);
        parser.add("b.yml", FAILED, Rule.Mode.AUDIT);

        ParsedRules parsed = parser.read();

        assertThat(parsed.errors()).isEmpty();
        assertThat(parsed.rules()).hasSize(2);
    }

    @Test
    void saysWhichRulesSayLessThanTheirTextAndWhy() {
        assertThat(silenced(FAILED)).isEmpty();
        assertThat(silenced(FAILED, FILTER)).containsExactly("failed by scanner");
        assertThat(silenced(FAILED, BRUTE)).containsExactly("failed by brute");
        assertThat(silenced(FAILED, BRUTE + "generate: true\n")).isEmpty();
    }

    private static List<String> silenced(String... documents) {
        return parse(documents).silenced().stream()
                .map(one -> one.rule().id() + " by " + one.by().id())
                .toList();
    }

    @Test
    void aFilterIsJoinedByAnd() {
        Rule plain = rule("failed", FAILED);
        Rule filtered = rule("failed", FAILED, FILTER);

        assertThat(filtered.condition()).isInstanceOf(Condition.All.class);
        assertThat(filtered.hash()).isNotEqualTo(plain.hash());
        assertThat(rule("failed", FAILED, FILTER.replace("  rules: [failed_logon]\n", "")))
                .extracting(Rule::condition)
                .isEqualTo(filtered.condition());
        assertThat(parse(FAILED, FILTER).others())
                .extracting(ParsedRules.Document::id)
                .containsExactly("scanner");
    }

    @Test
    void aFilterThatNamesARuleTooManyIsRefusedThereAndFiltersTheOthers() {
        ParsedRules parsed = parse(FAILED, FILTER.replace("[failed_logon]", "[gone, failed_logon]"));

        assertThat(parsed.errors())
                .singleElement()
                .asString()
                .contains("r.yml:12:11: expected the id or the name of a rule that loads, found 'gone'");
        assertThat(parsed.rules())
                .singleElement()
                .satisfies(sourced -> assertThat(sourced.rule().condition()).isInstanceOf(Condition.All.class));
    }

    @Test
    void aFilterMayBeOfAnyRuleOfItsLogSource() {
        assertThat(rule("failed", FAILED, FILTER.replace("[failed_logon]", "any"))
                        .condition())
                .isInstanceOf(Condition.All.class);
    }

    @Test
    void placeholdersStandForTheirValues() {
        String values = "placeholders: {admins: [root, 'adm_*'], one: x}\n";
        Rule rule = rule("admins", ADMINS, values);

        assertThat(((Condition.Any) rule.condition()).parts()).hasSize(2);
        assertThat(rule("admins", ADMINS.replace("%admins%", "%admins%-%one%"), values)
                        .condition())
                .isEqualTo(rule("admins", ADMINS.replace("|expand: '%admins%'", ": [root-x, 'adm_*-x']"))
                        .condition());
        assertThat(rule("admins", ADMINS.replace("%admins%", "\\%admins%"), values)
                        .condition())
                .isEqualTo(rule("admins", ADMINS.replace("|expand: '%admins%'", ": '%admins%'"))
                        .condition());
    }

    static Stream<Arguments> refused() {
        String above = BRUTE.replace("id: brute", "id: above").replace("failed_logon", "brute");
        return Stream.of(
                Arguments.of(
                        List.of(BRUTE),
                        "r.yml:5:11: expected the id or the name of a rule that loads, found 'failed_logon'"),
                Arguments.of(
                        List.of(FAILED, BRUTE.replace("event_count", "count")),
                        "r.yml:11:9: expected one of event_count"),
                Arguments.of(
                        List.of(FAILED, BRUTE.replace("10m", "10")),
                        "r.yml:14:13: expected a number and one of s, m, h, d"),
                Arguments.of(
                        List.of(FAILED, BRUTE.replace("10m", "0s")),
                        "r.yml:14:13: expected a number and one of s, m, h, d"),
                Arguments.of(
                        List.of(FAILED, BRUTE.replace("gte: 3", "atleast: 3")), "r.yml:15:15: expected one of gt, gte"),
                Arguments.of(List.of(FAILED, BRUTE.replace("gte: 3", "gte: many")), "r.yml:15:20: expected a number"),
                Arguments.of(
                        List.of(FAILED, BRUTE.replace("{gte: 3}", "{}")),
                        "r.yml:15:14: expected a condition with one of"),
                Arguments.of(
                        List.of(FAILED, BRUTE.replace("gte: 3", "gte: 3, field: User")),
                        "r.yml:15:30: expected no 'field'"),
                Arguments.of(
                        List.of(FAILED, BRUTE.replace("event_count", "value_count")),
                        "r.yml:15:14: expected the key 'field'"),
                Arguments.of(
                        List.of(FAILED, BRUTE.replace("timespan", "within")),
                        "r.yml:14:3: expected one of type, rules"),
                Arguments.of(List.of(FAILED, BRUTE + "  generate: maybe\n"), "r.yml:16:13: expected true or false"),
                Arguments.of(
                        List.of(FAILED, BRUTE + "  aliases: {a: {nobody: x}}\n"),
                        "r.yml:16:17: expected the name of one of the rules, found 'nobody'"),
                Arguments.of(List.of(FAILED, BRUTE + "cordon: {step: 1}\n"), "r.yml:16:9: expected no 'step'"),
                Arguments.of(
                        List.of(FAILED, BRUTE.replace("[failed_logon]", "[above]"), above),
                        "expected correlations that do not refer to each other in a circle, found brute → above → brute"),
                Arguments.of(
                        List.of(FAILED, BRUTE.replace("failed_logon", "brute")), "in a circle, found brute → brute"),
                Arguments.of(
                        List.of(
                                FAILED,
                                BRUTE,
                                above,
                                above.replace("[brute]", "[above]").replace("id: above", "id: a3"),
                                above.replace("[brute]", "[a3]").replace("id: above", "id: a4")),
                        "expected at most 3 correlations on top of each other"),
                Arguments.of(
                        List.of(FAILED, FAILED), "r.yml:9:5: expected an id of its own, found failed, as in r.yml"),
                Arguments.of(List.of(FAILED, BRUTE, BRUTE), "expected an id of its own, found brute"),
                Arguments.of(
                        List.of(FAILED, FILTER, FILTER), "r.yml:17:5: expected an id of its own, found scanner, as in"),
                Arguments.of(
                        List.of(FAILED, FILTER.replace("id: scanner", "id: failed")),
                        "r.yml:9:5: expected an id of its own, found failed, as in r.yml"),
                Arguments.of(
                        List.of(FAILED, "id: failed\nplaceholders: {a: x}\n"),
                        "r.yml:2:5: expected an id of its own, found failed, as in r.yml"),
                Arguments.of(
                        List.of(
                                FAILED,
                                BRUTE.replace("event_count", "value_sum")
                                        .replace("gte: 3", "gte: 3, field: [User, Ip]")),
                        "r.yml:15:30: expected one field"),
                Arguments.of(
                        List.of(above, BRUTE.replace("[failed_logon]", "[above]")),
                        "r.yml:14:11: expected correlations that do not refer to each other in a circle"),
                Arguments.of(
                        List.of(FAILED, FAILED.replace("id: failed", "id: other"), BRUTE),
                        "expected a name that one rule has, several are named 'failed_logon'"),
                Arguments.of(
                        List.of(FAILED, FILTER.replace("product: windows", "product: linux")),
                        "r.yml:12:11: expected a rule whose logsource the filter's fits, 'Failed logon' has another one"),
                Arguments.of(List.of(FAILED, FILTER.replace("failed_logon", "gone")), "found 'gone'"),
                Arguments.of(
                        List.of(ADMINS, "placeholders: {users: [x]}\n"),
                        "r.yml:6:19: expected a placeholder that is given, one of [users], found '%admins%'"),
                Arguments.of(
                        List.of("placeholders: {a: x}\n", "placeholders: {a: y}\n"), "expected each placeholder once"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatDoesNotFitIsRefusedWithItsPlace(List<String> documents, String error) {
        ParsedRules parsed = parse(documents.toArray(new String[0]));

        assertThat(parsed.errors()).extracting(RuleError::toString).anyMatch(text -> text.contains(error));
    }

    @Test
    void whatIsRefusedDoesNotKeepTheOthersFromLoading() {
        ParsedRules parsed = parse(FAILED, BRUTE.replace("10m", "ever"), FILTER, ADMINS);

        assertThat(parsed.errors()).hasSize(2);
        assertThat(parsed.rules()).extracting(sourced -> sourced.rule().id()).containsExactly("failed");
    }
}
