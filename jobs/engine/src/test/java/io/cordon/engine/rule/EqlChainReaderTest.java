package io.cordon.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.event.Activity;
import io.cordon.engine.rule.Chain.Kind;
import io.cordon.engine.rule.Chain.Step;
import io.cordon.engine.rule.Keys.Reach;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class EqlChainReaderTest {
    private static final String SEQUENCE = """
            title: Logons, then a task
            id: tasks
            level: high
            query: |
              sequence by user.name with maxspan=90s
                [session where event.outcome == "failure"] with runs=3
                ![file where true]
                [process where process.name == "schtasks.exe"]
              until [session where event.action == "logoff"]
            """;

    private static final String OPEN = """
            title: A failed logon, then a task
            id: task
            query: sequence by user.name [session where event.outcome == "failure"] [process where true]
            """;

    @Test
    void eachStepIsARuleThatFeedsTheChainAndRaisesNothing() {
        Rule rule = only(SEQUENCE);
        Chain chain = chain(rule);

        assertThat(rule.level()).isEqualTo(Rule.Level.HIGH);
        assertThat(rule.isOfEvents()).isFalse();
        assertThat(chain.kind()).isEqualTo(Kind.SEQUENCE);
        assertThat(chain.span()).isEqualTo(Duration.ofSeconds(90));
        assertThat(chain.steps()).extracting(Step::runs).containsExactly(3, 1, 1);
        assertThat(chain.steps()).extracting(Step::missing).containsExactly(false, true, false);
        assertThat(chain.until()).isNotNull();
        assertThat(chain.parts()).allSatisfy(part -> {
            assertThat(part.raises()).isFalse();
            assertThat(part.hash()).isEqualTo(rule.hash());
            assertThat(part.feeds()).hasSize(1);
        });
        assertThat(chain.parts().stream().map(part -> part.feeds().get(0)))
                .allMatch(feed -> feed.correlation().equals("tasks"))
                .extracting(Feed::part)
                .containsExactly(0, 1, 2, chain.untilPart());
        assertThat(chain.steps().get(2).rule().scope().activities())
                .containsExactlyInAnyOrder(Activity.PROCESS_START, Activity.PROCESS_END);
    }

    @Test
    void onlyWhatNothingCanDisproveIsMonotone() {
        assertThat(chain(only(SEQUENCE)).isMonotone()).isFalse();
        assertThat(chain(only(OPEN)).isMonotone()).isTrue();
    }

    @Test
    void aKeyReachesAsFarAsTheDialectsEventsUnlessTheRuleSaysOtherwise() {
        assertThat(reach(SEQUENCE)).isEqualTo(Reach.BY_FIELD);
        assertThat(reach(SEQUENCE + "dialect: cordon")).isEqualTo(Reach.BY_FIELD);
        assertThat(reach(SEQUENCE + "dialect: endpoint")).isEqualTo(Reach.ENDPOINT);
        assertThat(reach(SEQUENCE + "scope: fleet\ndialect: endpoint")).isEqualTo(Reach.FLEET);
        assertThat(reach(SEQUENCE + "scope: endpoint")).isEqualTo(Reach.ENDPOINT);
    }

    @Test
    void withoutMaxspanWhatIsOpenIsKeptForAnHourOrAsLongAsTheRuleSays() {
        assertThat(chain(only(OPEN)).span()).isEqualTo(Duration.ofHours(1));
        assertThat(chain(only(OPEN + "retention: 2d")).span()).isEqualTo(Duration.ofDays(2));
    }

    @Test
    void aBareQueryMayBeAChain() {
        Rule rule = RuleParser.parse(
                        "rules/both.eql",
                        "// dialect: endgame\njoin [any where true] [any where true]",
                        Rule.Mode.AUDIT)
                .rules()
                .get(0)
                .rule();

        assertThat(rule.id()).isEqualTo("both");
        assertThat(chain(rule).kind()).isEqualTo(Kind.JOIN);
    }

    @Test
    void noAuthorsRuleIsTakenForAStep() {
        List<Rule> rules = RuleParser.parse(
                        "r.yml",
                        SEQUENCE + "---\n{title: other, id: 'tasks#1', query: any where true}",
                        Rule.Mode.AUDIT)
                .rules()
                .stream()
                .map(ParsedRules.Sourced::rule)
                .toList();

        assertThat(chain(rules.get(0)).parts())
                .extracting(Rule::id)
                .doesNotContain(rules.get(1).id());
    }

    private static Reach reach(String text) {
        return chain(only(text)).parts().get(0).feeds().get(0).keys().reach();
    }

    private static Chain chain(Rule rule) {
        return Objects.requireNonNull(rule.chain());
    }

    private static Rule only(String text) {
        ParsedRules parsed = RuleParser.parse("r.yml", text, Rule.Mode.AUDIT);
        assertThat(parsed.errors()).isEmpty();
        return parsed.rules().get(0).rule();
    }
}
