package io.cordon.engine.sequence;

import static io.cordon.engine.sequence.Chains.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.correlate.Contribution;
import io.cordon.engine.correlate.Contribution.News;
import io.cordon.engine.correlate.CorrelationSink;
import io.cordon.engine.correlate.Hit;
import io.cordon.engine.finding.Evidence;
import io.cordon.engine.finding.Finding;
import io.cordon.engine.rule.Chain.Kind;
import io.cordon.engine.rule.Rule;
import io.cordon.engine.rule.RuleSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a hit costs in state does not grow with what is kept of its key, and what is kept ends. */
class ChainStateTest {
    private static final Bounds BOUNDS = new Bounds(600 * SECOND, 1800 * SECOND, 7200 * SECOND);
    private static final int RUN = 1;
    private static final int HIT_AND_WHAT_IS_SAID_OF_IT = 3;

    private final ChainJudge judge = new ChainJudge(BOUNDS);
    private final HeapChainStore store = new HeapChainStore();
    private final List<List<String>> found = new ArrayList<>();
    private ChainGroup group = ChainGroup.begin(Chains.place(), store);
    private int open;
    private final CorrelationSink sink = new CorrelationSink() {
        @Override
        public void finding(Finding finding) {
            found.add(finding.evidence().stream().map(Evidence::event).toList());
        }

        @Override
        public void contribution(Contribution contribution) {
            throw new AssertionError("nothing stands on it");
        }

        @Override
        public void late() {
            throw new AssertionError("nothing is late");
        }

        @Override
        public void dropped() {
            throw new AssertionError("nothing is dropped");
        }
    };

    @Test
    void eachHitWritesItself() {
        for (String steps : List.of("A B", "A !B C", "A !B")) {
            begin();
            Rule rule = Chains.rule(Kind.SEQUENCE, steps, 600, false);
            for (int i = 0; i < 5000; i++) {
                store.touched = 0;
                give(rule, "a" + i, 0, i * SECOND / 50);
                assertThat(store.touched).isEqualTo(1);
            }
            assertThat(store.readWhole).isZero();
        }
    }

    @Test
    void whatComesInOrderIsTakenInWithTheHeadAlone() {
        Rule rule = Chains.rule(Kind.SEQUENCE, "A B", 600, true);
        for (int i = 0; i < 1000; i++) {
            give(rule, "a" + i, 0, i * SECOND / 10);
        }
        store.touched = 0;
        for (int i = 0; i < 100; i++) {
            readAgain();
            give(rule, "more" + i, 0, (101 + i) * SECOND);
        }
        assertThat(store.touched).isEqualTo(100);

        readAgain();
        store.touched = 0;
        give(rule, "b", 1, 300 * SECOND);

        assertThat(found).containsExactly(List.of("more99", "b"));
        assertThat(store.touched).isEqualTo(HIT_AND_WHAT_IS_SAID_OF_IT);
        assertThat(store.readWhole).isZero();
    }

    @Test
    void whatComesLateReadsWhatIsKeptOnceAndFindsItsPlace() {
        Rule rule = Chains.rule(Kind.SEQUENCE, "A B", 600, true);
        for (int i = 0; i < 1000; i++) {
            give(rule, "a" + i, 0, i * SECOND / 10);
        }
        readAgain();
        store.touched = 0;
        give(rule, "b", 1, 110 * SECOND);
        give(rule, "late", 1, 50 * SECOND + 1);
        give(rule, "until", 2, 105 * SECOND);

        assertThat(found).containsExactly(List.of("a999", "b"), List.of("a500", "late"), List.of("b"));
        assertThat(store.readWhole).isEqualTo(1);
        assertThat(store.touched).isLessThanOrEqualTo(3 * HIT_AND_WHAT_IS_SAID_OF_IT);
    }

    @Test
    void ofWhatIsPastNothingIsKept() {
        Rule rule = Chains.rule(Kind.SEQUENCE, "A B", 60, false);
        for (int i = 0; i < 10_000; i++) {
            give(rule, "e" + i, i % 2, i * SECOND);
            if (i % 100 == 0) {
                readAgain();
            }
        }

        // Each pair has two hits and what was said of it, for the lateness and a sixteenth of it.
        assertThat(store.entries).hasSizeBetween(850, 1000);
        assertThat(found).hasSize(5000);
    }

    @Test
    void anUndecidedMatchIsKeptUntilItIsDecided() {
        Rule rule = Chains.rule(Kind.SEQUENCE, "A !B", 900, false);
        give(rule, "a", 0, 0);
        give(rule, "x", 0, 700 * SECOND);
        readAgain();
        give(rule, "b", 1, 800 * SECOND);
        readAgain();
        pass(rule, "a", 0);
        assertThat(found).isEmpty();

        give(rule, "y", 0, 2000 * SECOND);
        pass(rule, "x", 700 * SECOND);
        pass(rule, "y", 2000 * SECOND);
        readAgain();
        give(rule, "z", 0, 9000 * SECOND);

        assertThat(found).containsExactly(List.of("y"));
        assertThat(store.entries).hasSize(1);
    }

    @Test
    void aMatchWhoseEventMayTurnOutOtherwiseIsKeptUntilItIsSettled() {
        Rule rule = Chains.rule(Kind.SEQUENCE, "A B", 60, false);
        tell(rule, Chains.hit("a", "h1", 0, 0, false, Standing.NONE), News.GIVEN);
        give(rule, "b", 1, SECOND);
        RuleSet rules = new RuleSet("set", List.of(rule));
        readAgain();

        assertThat(judge.sweep(group, 700 * SECOND, rules, sink)).isTrue();
        group.write(RUN);
        readAgain();
        tell(rule, Chains.hit("a", "h1", 0, 0, true, Standing.NONE), News.CHANGED);

        assertThat(found).containsExactly(List.of("a", "b"), List.of("a", "b"));
        readAgain();
        assertThat(judge.sweep(group, 700 * SECOND, rules, sink)).isFalse();
    }

    @Test
    void whatIsOpenIsCountedAsOftenAsARunHasMetIt() {
        Rule pair = Chains.rule(Kind.SEQUENCE, "A B C", 60, false);
        give(pair, "a", 0, 0);
        assertThat(open).isEqualTo(1);
        give(pair, "b", 1, SECOND);
        give(pair, "a2", 0, 2 * SECOND);
        assertThat(open).isEqualTo(2);
        give(pair, "c", 2, 3 * SECOND);
        assertThat(open).isEqualTo(1);
        readAgain();
        give(pair, "a3", 0, 4 * SECOND);
        assertThat(open).isEqualTo(1);

        begin();
        Rule absence = Chains.rule(Kind.SEQUENCE, "A !B", 60, false);
        give(absence, "a", 0, 0);
        give(absence, "a2", 0, SECOND);
        assertThat(open).isEqualTo(2);
        readAgain();
        pass(absence, "a", 0);
        assertThat(open).isEqualTo(1);
        assertThat(group.counted(RUN + 1)).isZero();
        assertThat(group.write(RUN + 1)).isEqualTo(1);

        begin();
        Rule join = Chains.rule(Kind.JOIN, "A B C", 60, false);
        give(join, "b", 1, 0);
        give(join, "a", 0, SECOND);
        assertThat(open).isEqualTo(1);
        give(join, "c", 2, 2 * SECOND);
        assertThat(open).isZero();
    }

    private void begin() {
        store.clear();
        store.readWhole = 0;
        group = ChainGroup.begin(Chains.place(), store);
        open = 0;
    }

    private void readAgain() {
        group = Objects.requireNonNull(ChainGroup.read(store));
    }

    private void give(Rule rule, String event, int part, long time) {
        tell(rule, Chains.hit(event, "h1", part, time, true, Standing.NONE), News.GIVEN);
    }

    private void pass(Rule rule, String event, long time) {
        tell(rule, Chains.hit(event, "h1", 0, time, true, Standing.NONE), News.PASSED);
    }

    private void tell(Rule rule, Hit hit, News news) {
        judge.take(group, List.of(new Contribution(hit, news)), sink);
        judge.judge(group, new RuleSet("set", List.of(rule)), sink);
        open += group.write(RUN);
    }
}
