package io.cordon.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.rule.Response.Action;
import io.cordon.engine.rule.Response.Role;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RuleParserTest {
    private static final String SIGMA = """
            title: Encoded PowerShell
            id: 11111111-0000-4000-8000-000000000001
            level: high
            tags: [attack.execution, attack.t1059.001, attack.defense-evasion, attack.g0010]
            logsource:
              category: process_creation
              product: windows
            detection:
              sel:
                CommandLine|contains: '-enc'
              condition: sel
            """;

    private static final String EQL = """
            title: Office reaches out
            id: 11111111-0000-4000-8000-000000000002
            query: |
              network where process.name : "powershell.exe" and
                descendant of [process where process.name : ("winword.exe", "excel.exe")]
            dialect: endpoint
            response: {action: kill-tree, step: 1, role: process}
            """;

    private static final String CHAIN = """
            title: t
            id: i
            query: sequence [any where true] [any where true]
            """;

    @Test
    void headAndScopeAreRead() {
        Rule rule = only(SIGMA);

        assertThat(rule.level()).isEqualTo(Rule.Level.HIGH);
        assertThat(rule.tactics()).containsExactly("execution", "defense-evasion");
        assertThat(rule.techniques()).containsExactly("T1059.001");
        assertThat(rule.scope().product()).isEqualTo("windows");
        assertThat(rule.response()).isEqualTo(Response.DEFAULT);
    }

    @Test
    void anEqlRuleSaysWhatItWantsContained() {
        assertThat(only(EQL).response()).isEqualTo(new Response(Action.KILL_TREE, 1, Role.PROCESS));
    }

    @Test
    void aRulesVersionDoesNotDependOnOthersInItsFile() {
        ParsedRules both = RuleParser.parse("r.yml", SIGMA + "---\n" + EQL, Rule.Mode.AUDIT);
        ParsedRules changed =
                RuleParser.parse("r.yml", SIGMA + "---\n" + EQL.replace("reaches", "phones"), Rule.Mode.AUDIT);

        assertThat(both.errors()).isEmpty();
        assertThat(both.rules()).hasSize(2);
        assertThat(changed.rules().get(0).rule().hash())
                .isEqualTo(both.rules().get(0).rule().hash());
        assertThat(changed.rules().get(1).rule().hash())
                .isNotEqualTo(both.rules().get(1).rule().hash());
        assertThat(RuleParser.parse("one.yml", both.rules().get(1).text(), Rule.Mode.AUDIT)
                        .rules()
                        .get(0)
                        .rule()
                        .hash())
                .isEqualTo(both.rules().get(1).rule().hash());
    }

    @Test
    void aPairOfSurrogatesMayStandAnywhere() {
        for (int padding = 900; padding < 1100; padding++) {
            String text = "# " + "x".repeat(padding) + "\ud83d\ude00\n" + SIGMA;

            assertThat(RuleParser.parse("r.yml", text, Rule.Mode.AUDIT).errors())
                    .isEmpty();
        }
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(SIGMA.replace("|contains", "|contain"), "r.yml:10:17: expected one of Sigma's modifiers"),
                Arguments.of(
                        SIGMA.replace("condition: sel", "condition: sol"), "r.yml:11:14: expected one of the searches"),
                Arguments.of(SIGMA.replace("condition: sel", "condition: sel and"), "r.yml:11:21: expected the name"),
                Arguments.of(SIGMA.replace("condition: sel", "condition: (sel"), "r.yml:11:18: expected ')'"),
                Arguments.of(SIGMA.replace("condition: sel", "condition: sel | count() > 3"), "r.yml:11:18: expected"),
                Arguments.of(SIGMA.replace("condition: sel", "condition: sel xor sel"), "r.yml:11:18: expected 'and'"),
                Arguments.of(
                        SIGMA.replace("condition: sel", "condition: 'sel or no*'"), "r.yml:11:22: expected one of"),
                Arguments.of(SIGMA.replace("condition: sel", "condition: 1 of no*"), "r.yml:11:19: expected a search"),
                Arguments.of(SIGMA.replace("condition: sel", "condition: 2 of sel*"), "r.yml:11:14: expected a number"),
                Arguments.of(
                        SIGMA.replace("condition: sel", "condition: few of them"), "r.yml:11:14: expected a number"),
                Arguments.of(SIGMA.replace("condition: sel", "condition: 1 of"), "r.yml:11:18: expected 'them'"),
                Arguments.of(
                        SIGMA.replace("|contains: '-enc'", "|expand: '%admins%'"),
                        "r.yml:10:26: expected a placeholder that is given, one of []"),
                Arguments.of(SIGMA.replace("|contains", "|i"), "r.yml:10:17: expected 're' before 'i'"),
                Arguments.of(
                        SIGMA.replace("|contains", "|re|contains"), "r.yml:10:20: expected no 'contains' beside 're'"),
                Arguments.of(SIGMA.replace("|contains", "|re|i|cased"), "r.yml:10:22: expected no 'cased' beside 'i'"),
                Arguments.of(SIGMA.replace("|contains", "|contains|endswith"), "r.yml:10:26: expected one of"),
                Arguments.of(
                        SIGMA.replace("|contains", "|contains|contains"), "r.yml:10:26: expected each modifier once"),
                Arguments.of(SIGMA.replace("|contains", "|wide|windash"), "r.yml:10:5: expected base64"),
                Arguments.of(SIGMA.replace("|contains", "|base64|wide"), "r.yml:10:24: expected one of wide"),
                Arguments.of(
                        SIGMA.replace("|contains: '-enc'", "|base64: 'a*b'"), "r.yml:10:25: expected a value without"),
                Arguments.of(
                        SIGMA.replace("|contains: '-enc'", "|exists: maybe"), "r.yml:10:25: expected true or false"),
                Arguments.of(SIGMA.replace("|contains: '-enc'", "|contains: null"), "r.yml:10:27: expected a value"),
                Arguments.of(SIGMA.replace("|contains: '-enc'", "|gt: many"), "r.yml:10:21: expected a number"),
                Arguments.of(SIGMA.replace("|contains: '-enc'", "|contains: {a: b}"), "r.yml:10:27: expected a text"),
                Arguments.of(SIGMA.replace("|contains: '-enc'", ": []"), "r.yml:10:18: expected at least one value"),
                Arguments.of(
                        SIGMA.replace("CommandLine|contains", "'|cidr'"), "r.yml:10:5: expected a field before '|'"),
                Arguments.of(
                        SIGMA.replace("  condition", "  timeframe: 5m\n  condition"),
                        "r.yml:11:3: expected no 'timeframe'"),
                Arguments.of(
                        SIGMA.replace("category: process_creation\n  product: windows", "definition: x"),
                        "r.yml:6:3: expected one of category"),
                Arguments.of(
                        "title: c\nid: 3\naction: global\n", "r.yml:3:9: expected a rule; Sigma 2 has no 'action'"),
                Arguments.of("action: global\n" + SIGMA, "r.yml:1:9: expected a rule; Sigma 2 has no 'action'"),
                Arguments.of("taxonomy: mine\n" + SIGMA, "r.yml:1:11: expected one of sigma, ecs, ocsf"),
                Arguments.of(SIGMA.replace("Encoded PowerShell", "' '"), "r.yml:1:8: expected a title"),
                Arguments.of(SIGMA.replace("level: high", "level: huge"), "r.yml:3:8: expected one of informational"),
                Arguments.of(
                        SIGMA.replace("CommandLine|contains: '-enc'", "CommandLine|re: '(?=a'"),
                        "r.yml:10:21: expected"),
                Arguments.of(
                        SIGMA.replace("CommandLine|contains: '-enc'", "SourceIp|cidr: 10.0.0.0"),
                        "r.yml:10:20: expected"),
                Arguments.of(SIGMA.replace("detection:", "detections:"), "expected the key 'detection'"),
                Arguments.of(SIGMA.replace("|contains", "|contains|all"), "r.yml:10:5: expected several values"),
                Arguments.of(SIGMA.replace("|contains: '-enc'", ": [a, null]"), "r.yml:10:22: expected a value: null"),
                Arguments.of(SIGMA.replace("|contains: '-enc'", "|hour|day: 3"), "r.yml:10:22: expected one of minute"),
                Arguments.of(SIGMA.replace("|contains: '-enc'", "|gt|hour: 3"), "r.yml:10:20: expected no 'hour'"),
                Arguments.of(SIGMA.replace("|contains: '-enc'", "|hour: noon"), "r.yml:10:23: expected a number"),
                Arguments.of("title: [", "expected YAML"),
                Arguments.of("", "expected a rule, found an empty file"),
                Arguments.of(EQL.replace("network where", "netwrk where"), "r.yml:4:3: expected an event category"),
                Arguments.of(
                        EQL.replace("name : \"power", "name = \"power"),
                        "r.yml:4:30: expected EQL of the dialect endpoint, which has no operator '='"),
                Arguments.of(EQL.replace(")]", ")"), "expected ']'"),
                Arguments.of(
                        EQL.replace("descendant of [process", "descendant of [proc"),
                        "r.yml:5:20: expected an event category"),
                Arguments.of(CHAIN + "scope: world", "r.yml:4:8: expected one of endpoint, fleet"),
                Arguments.of(CHAIN + "retention: 1y", "r.yml:4:12: expected a number and one of s, m, h, d"),
                Arguments.of(
                        CHAIN.replaceFirst("\\[", "with maxspan=1m [") + "retention: 1h",
                        "r.yml:4:12: expected no 'retention' beside 'maxspan'"),
                Arguments.of(CHAIN + "response: {step: 3}", "r.yml:4:18: expected one of the 2 steps"),
                Arguments.of(
                        CHAIN.replaceFirst("\\[", "with maxspan=1m ![") + "response: {step: 1}",
                        "r.yml:4:18: expected a step that has an event"),
                Arguments.of(EQL + "scope: fleet", "r.yml:8:8: expected a query of several events beside 'scope'"),
                Arguments.of(EQL.replace("endpoint", "lucene"), "r.yml:6:10: expected one of the dialects"),
                Arguments.of(
                        EQL.replace("process.name : \"power", "process.name ~ \"power"),
                        "r.yml:4:30: expected 'and', 'or' or the end of the query"),
                Arguments.of(
                        EQL.replace("process.name : \"power", "process.name ==~ \"power"),
                        "r.yml:4:32: expected a field, a value"),
                Arguments.of(
                        EQL.replace("process.name : \"power", "process.name == len(\"power"),
                        "r.yml:4:33: expected a function"),
                Arguments.of(
                        EQL.replace("process.name : \"power", "wildcard(process.name, \"power"),
                        "r.yml:4:40: expected a condition, found a string"),
                Arguments.of(
                        EQL.replace("process.name : \"powershell.exe\" and", "process.pid < true and"),
                        "r.yml:4:31: expected a number or a string"),
                Arguments.of(
                        EQL.replace("process.name : \"powershell.exe\" and", "process.pid == 4x and"),
                        "r.yml:4:32: expected a number"),
                Arguments.of(EQL.replace("powershell.exe\" and", "powershell.exe and"), "r.yml:4:32: expected \" at"),
                Arguments.of(
                        EQL.replace("\"powershell.exe\" and", "'powershell.exe' and"),
                        "r.yml:4:32: expected EQL of the dialect endpoint, which has no single quotes"),
                Arguments.of(EQL.replace("\")]", "\")] | head 5"), "expected no pipe in a rule"),
                Arguments.of(EQL.replace("|\n  network", "|\n\n\n  netwrk"), "r.yml:6:3: expected an event category"),
                Arguments.of(
                        EQL.replace("query: |\n  network", "query: >\n  netwrk"),
                        "r.yml:3:8: expected an event category"),
                Arguments.of(
                        "title: t\nid: i\nquery: any where x = 1",
                        "r.yml:3:20: expected EQL of the dialect elasticsearch"),
                Arguments.of(
                        "title: t\nid: i\nquery: 'any where x = 1'",
                        "r.yml:3:21: expected EQL of the dialect elasticsearch"),
                Arguments.of(
                        EQL.replace("dialect: endpoint\n", ""), "r.yml:5:5: expected EQL of the dialect elasticsearch"),
                Arguments.of(EQL.replace("kill-tree", "explode"), "expected one of none, suspend, kill, kill-tree"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatIsRefusedIsNamedWithItsPlaceAndWhatWasExpected(String text, String error) {
        ParsedRules parsed = RuleParser.parse("r.yml", text, Rule.Mode.AUDIT);

        assertThat(parsed.rules()).isEmpty();
        assertThat(parsed.errors()).singleElement().asString().contains(error);
    }

    @Test
    void aFileWithOnlyAQueryIsNamedByItsFile() {
        ParsedRules parsed = RuleParser.parse("dir/reach.eql", "network where true", Rule.Mode.AUDIT);

        assertThat(parsed.rules())
                .singleElement()
                .satisfies(rule -> assertThat(rule.rule().id()).isEqualTo("reach"));
    }

    @Test
    void filesThatAreReadAtOnceAreAddedInTheirOrder() {
        List<RuleParser.Source> sources = IntStream.range(0, 500)
                .mapToObj(i -> new RuleParser.Source(i + ".yml", "title: t" + i + "\nquery: network where true"))
                .toList();
        RuleParser parser = new RuleParser();
        parser.add(sources, Rule.Mode.AUDIT);

        assertThat(parser.read().rules())
                .extracting(rule -> rule.document().file())
                .containsExactlyElementsOf(
                        sources.stream().map(RuleParser.Source::file).toList());
    }

    private static Rule only(String text) {
        ParsedRules parsed = RuleParser.parse("r.yml", text, Rule.Mode.AUDIT);
        assertThat(parsed.errors()).isEmpty();
        assertThat(parsed.rules()).hasSize(1);
        return parsed.rules().get(0).rule();
    }
}
