package io.cordon.engine.condition;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.rule.ParsedRules;
import io.cordon.engine.rule.Rule;
import io.cordon.engine.rule.RuleParser;
import org.junit.jupiter.api.Test;

class AnchorTest {
    @Test
    void whatMeansTheSameByItsFormIsOneAnchor() {
        assertThat(anchor("process where process.name : (\"a\", \"b\") and user.name == \"x\""))
                .isEqualTo(
                        anchor("process where user.name == \"x\" and (process.name : \"b\" or process.name : \"a\")"))
                .isEqualTo(anchor(
                        "process where /* Sigma's name */ User == \"x\" and process.name : (\"b\", \"a\", \"a\")"));
    }

    @Test
    void whatMeansSomethingElseIsAnother() {
        assertThat(anchor("process where process.name : \"a\""))
                .isNotEqualTo(anchor("process where process.name == \"a\""))
                .isNotEqualTo(anchor("network where process.name : \"a\""))
                .isNotEqualTo(anchor("process where process.name : \"a*\""))
                .isNotEqualTo(anchor("process where process.executable : \"a\""))
                .isNotEqualTo(anchor("process where not process.name : \"a\""));
        assertThat(anchor("any where x == \"a\" or y == \"b\""))
                .isNotEqualTo(anchor("any where x == \"a\\\" (y text \\\"b\""));
    }

    /** State holds these numbers. */
    @Test
    void anAnchorKeepsItsNumber() {
        assertThat(anchor("process where process.name : (\"winword.exe\", \"excel.exe\") and not user.name == \"x\""
                        + " and process.args_count >= 1.50 and a regex~ \"x.*\" and b like \"?*\" and c == d"))
                .isEqualTo(50573010816360702L);
    }

    private static long anchor(String query) {
        ParsedRules parsed = RuleParser.parse(
                "q.eql", "// dialect: endpoint\nany where descendant of [" + query + "]", Rule.Mode.AUDIT);
        assertThat(parsed.errors()).isEmpty();
        return ((Condition.DescendantOf) parsed.rules().get(0).rule().condition())
                .anchor()
                .id();
    }
}
