package io.cordon.detect;

import io.cordon.engine.correlate.Contribution;
import io.cordon.engine.correlate.Judge;
import io.cordon.engine.rule.RuleSet;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.TimerService;

/** The groups of one kind: what Flink keeps of the current key, and who judges it. */
final class Groups<G> {
    /** How long to wait for the rules that a contribution was made by: they reach each task by themselves. */
    private static final long RETRY_MILLIS = 1000;

    private final Judge<G> judge;
    private final ValueState<G> state;
    private final Function<G, RuleSet> rules;
    private final FindingSink sink;
    private final DetectMetrics metrics;

    /** @param rules those in force for a group's tenant */
    Groups(Judge<G> judge, ValueState<G> state, Function<G, RuleSet> rules, FindingSink sink, DetectMetrics metrics) {
        this.judge = judge;
        this.state = state;
        this.rules = rules;
        this.sink = sink;
        this.metrics = metrics;
    }

    void take(List<Contribution> contributions, TimerService timers) throws IOException {
        G known = state.value();
        G group = known == null ? judge.begin(contributions.get(0).place()) : known;
        judge.take(group, contributions, sink);
        judge(group, timers);
        if (known == null) {
            sweepLater(group, timers);
        }
        metrics.group(judge.size(group));
    }

    /** Does what a timer of the current key is for, where the key is of this kind. */
    void onTimer(long timestamp, TimeDomain domain, TimerService timers) throws IOException {
        G group = state.value();
        if (group == null) {
            return;
        }
        if (domain == TimeDomain.PROCESSING_TIME) {
            judge(group, timers);
        } else if (judge.sweep(group, TimeUnit.MILLISECONDS.toMicros(timestamp), rules.apply(group), sink)) {
            state.update(group);
            sweepLater(group, timers);
        } else {
            state.clear();
        }
    }

    private void judge(G group, TimerService timers) throws IOException {
        if (judge.isKnown(group, rules.apply(group))) {
            judge.judge(group, rules.apply(group), sink);
        } else {
            timers.registerProcessingTimeTimer(timers.currentProcessingTime() + RETRY_MILLIS);
        }
        state.update(group);
    }

    /** Timers have milliseconds: one that fires before its time would be set again for the same. */
    private void sweepLater(G group, TimerService timers) {
        timers.registerEventTimeTimer(TimeUnit.MICROSECONDS.toMillis(judge.next(group, rules.apply(group)) + 999));
    }
}
