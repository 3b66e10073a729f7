package io.cordon.detect;

import io.cordon.engine.correlate.Contribution;
import io.cordon.engine.correlate.Contribution.News;
import io.cordon.engine.correlate.Judge;
import io.cordon.engine.rule.RuleSet;
import io.cordon.state.GroupStore;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.TimerService;

/** The groups of one kind: what Flink keeps of the current key, and who judges it. */
final class Groups<G> {
    /** How long to wait for the rules that a contribution was made by: they reach each task by themselves. */
    private static final long RETRY_MILLIS = 1000;

    private final Judge<G> judge;
    private final GroupStore<G> store;
    private final Function<G, RuleSet> rules;
    private final FindingSink sink;
    private final DetectMetrics metrics;

    /** @param rules those in force for a group's tenant */
    Groups(Judge<G> judge, GroupStore<G> store, Function<G, RuleSet> rules, FindingSink sink, DetectMetrics metrics) {
        this.judge = judge;
        this.store = store;
        this.rules = rules;
        this.sink = sink;
        this.metrics = metrics;
    }

    void take(String key, List<Contribution> contributions, TimerService timers) {
        boolean isOfExit = contributions.stream().anyMatch(one -> one.news() == News.EXITED);
        G known = store.get(key);
        if (known == null && contributions.stream().allMatch(one -> one.news() == News.EXITED)) {
            return;
        }
        G group = known == null ? store.begin(contributions.get(0).place()) : known;
        judge.take(group, contributions, sink);
        judge(key, group, timers);
        if (known == null || isOfExit) {
            sweepLater(group, timers);
        }
        metrics.group(judge.size(group));
    }

    /** Does what a timer of the current key is for, where the key is of this kind. */
    void onTimer(String key, long timestamp, TimeDomain domain, TimerService timers) {
        G group = store.get(key);
        if (group == null) {
            return;
        }
        if (domain == TimeDomain.PROCESSING_TIME) {
            judge(key, group, timers);
        } else if (judge.sweep(group, TimeUnit.MILLISECONDS.toMicros(timestamp), rules.apply(group), sink)) {
            store.put(key, group);
            sweepLater(group, timers);
        } else {
            store.clear(key);
        }
    }

    private void judge(String key, G group, TimerService timers) {
        if (judge.isKnown(group, rules.apply(group))) {
            judge.judge(group, rules.apply(group), sink);
        } else {
            timers.registerProcessingTimeTimer(timers.currentProcessingTime() + RETRY_MILLIS);
        }
        store.put(key, group);
    }

    /** Timers have milliseconds: one that fires before its time would be set again for the same. */
    private void sweepLater(G group, TimerService timers) {
        timers.registerEventTimeTimer(TimeUnit.MICROSECONDS.toMillis(judge.next(group, rules.apply(group)) + 999));
    }
}
