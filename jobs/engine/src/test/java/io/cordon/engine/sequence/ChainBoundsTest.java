package io.cordon.engine.sequence;

import static io.cordon.engine.sequence.Chains.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.correlate.Contribution;
import io.cordon.engine.correlate.Contribution.News;
import io.cordon.engine.correlate.CorrelationSink;
import io.cordon.engine.correlate.Hit;
import io.cordon.engine.correlate.Share;
import io.cordon.engine.finding.Evidence;
import io.cordon.engine.finding.Finding;
import io.cordon.engine.rule.Chain.Kind;
import io.cordon.engine.rule.Rule;
import io.cordon.engine.rule.RuleSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a key keeps is bounded: by its cap, and by time. */
class ChainBoundsTest {
    private static final int CAP = 1000;
    private static final Bounds BOUNDS = new Bounds(600 * SECOND, 1800 * SECOND, 7200 * SECOND);

    private final List<Finding> found = new ArrayList<>();
    private int dropped;
    private final CorrelationSink sink = new CorrelationSink() {
        @Override
        public void finding(Finding finding) {
            found.add(finding);
        }

        @Override
        public void contribution(Contribution contribution) {
            throw new AssertionError("nothing stands on it");
        }

        @Override
        public void late() {}

        @Override
        public void dropped() {
            dropped++;
        }
    };

    @Test
    void aKeyKeepsNoMoreThanItsCapAndGoesOnWithTheNewest() {
        Rule rule = Chains.rule(Kind.SEQUENCE, "A B", 60, false);
        ChainJudge judge = new ChainJudge(BOUNDS, CAP);
        ChainGroup group = judge.begin(Chains.place());
        for (int i = 0; i < 10_000; i++) {
            give(judge, group, rule, "a" + i, 0, i * SECOND / 1000);
            assertThat(judge.size(group)).isLessThanOrEqualTo(CAP + 1);
        }
        give(judge, group, rule, "b", 1, 11 * SECOND);

        assertThat(dropped).isPositive();
        assertThat(found)
                .singleElement()
                .satisfies(finding -> assertThat(finding.evidence())
                        .extracting(Evidence::event)
                        .containsExactly("a9999", "b"));
    }

    @Test
    void whatIsOpenEndsWithItsSpanAndTheLateness() {
        Rule rule = Chains.rule(Kind.SEQUENCE, "A B", 60, false);
        ChainJudge judge = new ChainJudge(BOUNDS);
        ChainGroup group = judge.begin(Chains.place());
        give(judge, group, rule, "a", 0, 0);
        RuleSet rules = new RuleSet("set", List.of(rule));

        assertThat(judge.next(group, rules)).isEqualTo(660 * SECOND);
        assertThat(judge.sweep(group, 659 * SECOND, rules, sink)).isTrue();
        assertThat(judge.sweep(group, 660 * SECOND, rules, sink)).isFalse();
    }

    @Test
    void whatIsOpenEndsWithTheProcessInItsKey() {
        Rule rule = Chains.rule(Kind.SEQUENCE, "A B", 36_000, false);
        RuleSet rules = new RuleSet("set", List.of(rule));
        ChainJudge judge = new ChainJudge(BOUNDS);
        ChainGroup group = judge.begin(Chains.place());
        give(judge, group, rule, "a", 0, 0);
        exit(judge, group, rule, 10 * SECOND, 700 * SECOND);

        assertThat(judge.next(group, rules)).isEqualTo(1300 * SECOND);
        assertThat(judge.sweep(group, 1299 * SECOND, rules, sink)).isTrue();
        assertThat(judge.sweep(group, 1300 * SECOND, rules, sink)).isFalse();
    }

    @Test
    void whatAProcessDidUntilTheLatenessAfterItsExitCountsAndWhatComesLaterBeginsAnew() {
        for (boolean isToldLast : List.of(true, false)) {
            found.clear();
            Rule rule = Chains.rule(Kind.SEQUENCE, "A B", 36_000, false);
            ChainJudge judge = new ChainJudge(BOUNDS);
            ChainGroup group = judge.begin(Chains.place());
            give(judge, group, rule, "a", 0, 0);
            if (!isToldLast) {
                exit(judge, group, rule, 10 * SECOND, 700 * SECOND);
            }
            give(judge, group, rule, "b", 1, 609 * SECOND);
            give(judge, group, rule, "a2", 0, 610 * SECOND);
            give(judge, group, rule, "b2", 1, 611 * SECOND);
            if (isToldLast) {
                exit(judge, group, rule, 10 * SECOND, 700 * SECOND);
            }

            assertThat(standing()).containsExactly(List.of("a", "b"));
        }
    }

    @Test
    void anAbsenceThatIsOpenAtAnExitIsDecidedAtItsTime() {
        Rule rule = Chains.rule(Kind.SEQUENCE, "A !B", 3600, false);
        RuleSet rules = new RuleSet("set", List.of(rule));
        ChainJudge judge = new ChainJudge(BOUNDS);
        ChainGroup group = judge.begin(Chains.place());
        give(judge, group, rule, "a", 0, 0);
        exit(judge, group, rule, 10 * SECOND, 700 * SECOND);

        assertThat(judge.sweep(group, 1300 * SECOND, rules, sink)).isTrue();
        assertThat(judge.sweep(group, 3100 * SECOND, rules, sink)).isTrue();
        Hit hit = Chains.hit("a", "h1", 0, 0, true, Standing.NONE);
        judge.take(group, List.of(new Contribution(hit, News.PASSED)), sink);
        judge.judge(group, rules, sink);

        assertThat(standing()).containsExactly(List.of("a"));
        assertThat(judge.sweep(group, 3700 * SECOND, rules, sink)).isFalse();
    }

    private void exit(ChainJudge judge, ChainGroup group, Rule rule, long time, long append) {
        Evidence exit = new Evidence("exit", List.of(), "h1", "p", 0, time, append);
        Share share = new Share(Chains.place(), 0, null, null, "", List.of());
        judge.take(group, List.of(new Contribution(new Hit(exit, true, share), News.EXITED)), sink);
        judge.judge(group, new RuleSet("set", List.of(rule)), sink);
    }

    /** The events of each finding that was not taken back. */
    private List<List<String>> standing() {
        Map<String, Finding> last = new LinkedHashMap<>();
        found.forEach(finding -> last.put(finding.id(), finding));
        return last.values().stream()
                .filter(finding -> finding.state() != Finding.State.RETRACTED)
                .map(ChainBoundsTest::events)
                .toList();
    }

    private static List<String> events(Finding finding) {
        return finding.evidence().stream().map(Evidence::event).toList();
    }

    private void give(ChainJudge judge, ChainGroup group, Rule rule, String event, int part, long time) {
        judge.take(
                group,
                List.of(new Contribution(Chains.hit(event, "h1", part, time, true, Standing.NONE), false)),
                sink);
        judge.judge(group, new RuleSet("set", List.of(rule)), sink);
    }
}
