package io.cordon.benchmarks.cep;

import io.cordon.engine.rule.Chain;
import io.cordon.engine.rule.Feed;
import io.cordon.engine.rule.Keys;
import io.cordon.engine.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;
import org.jspecify.annotations.Nullable;

/**
 * A sequence of one process's events as a pattern: a step follows the one before with anything between them, except what must be missing and
 * what ends the sequence. One match leads to no others: those that overlap it are skipped.
 *
 * @param tests what its events are, and what must not be between them
 */
record SequencePattern(String rule, Pattern<Observed, Observed> pattern, List<StepTest> tests) {

    /** The pattern of a rule that is a sequence by process. */
    static SequencePattern of(Rule rule) {
        Chain chain = rule.chain();
        if (chain == null
                || chain.kind() != Chain.Kind.SEQUENCE
                || !chain.parts().stream().allMatch(SequencePattern::isByProcess)) {
            throw new IllegalArgumentException("expected a sequence by process.entity_id, found " + rule.title());
        }
        List<StepTest> tests = chain.parts().stream().map(StepTest::of).toList();
        StepTest until = chain.until() == null ? null : StepTest.of(chain.until());
        Pattern<Observed, Observed> pattern = null;
        List<StepTest> absent = new ArrayList<>();
        for (int step = 0; step < chain.steps().size(); step++) {
            StepTest test = tests.get(step);
            if (chain.steps().get(step).missing()) {
                absent.add(test);
                continue;
            }
            pattern = pattern == null ? begin(test, absent, rule) : next(pattern, step, test, absent, until);
            absent.clear();
        }
        if (pattern == null || !absent.isEmpty()) {
            throw new IllegalArgumentException("expected an event at the end of " + rule.title());
        }
        return new SequencePattern(rule.id(), pattern.within(chain.span()), tests);
    }

    private static boolean isByProcess(Rule step) {
        return step.feeds().stream()
                .map(Feed::keys)
                .map(Keys::values)
                .allMatch(values -> values.size() == 1
                        && values.get(0).field() != null
                        && values.get(0).field().key().equals("process.entity_id"));
    }

    private static Pattern<Observed, Observed> begin(StepTest test, List<StepTest> absent, Rule rule) {
        if (!absent.isEmpty()) {
            throw new IllegalArgumentException("expected an event at the beginning of " + rule.title());
        }
        return Pattern.<Observed>begin("1", AfterMatchSkipStrategy.skipPastLastEvent())
                .where(condition(test));
    }

    private static Pattern<Observed, Observed> next(
            Pattern<Observed, Observed> before,
            int step,
            StepTest test,
            List<StepTest> absent,
            @Nullable StepTest until) {
        List<StepTest> between = new ArrayList<>(absent);
        if (until != null) {
            between.add(until);
        }
        String name = Integer.toString(step + 1);
        Pattern<Observed, Observed> pattern = before;
        if (!between.isEmpty()) {
            pattern = pattern.notFollowedBy("before " + name)
                    .where(condition(event -> StepTest.anyHolds(between, event)));
        }
        return pattern.followedBy(name).where(condition(test));
    }

    private static SimpleCondition<Observed> condition(StepTest test) {
        return SimpleCondition.of(test::holds);
    }
}
