package io.cordon.engine.correlate;

import io.cordon.engine.rule.Correlation;
import io.cordon.engine.rule.Rule;
import io.cordon.engine.rule.RuleSet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Judges one group of a correlation at a time: hits come in any order, and what is said of them at the end does not depend on it.
 *
 * <p>A correlation that more hits can only satisfy all the more speaks as soon as a window satisfies it; any other one when the
 * window has passed: when the group's time, the latest event time of its hits, is ahead of it by the lateness. Windows that have passed
 * are dropped.
 */
public final class Correlator implements Judge<Group> {
    /** Beyond so many hits of a group the oldest windows are decided early. */
    static final int MOST_HITS = 50_000;

    private static final long EVER = Long.MAX_VALUE;

    private final long lateness;

    /** @param lateness how far behind its group's time a hit may come, in µs */
    public Correlator(long lateness) {
        this.lateness = lateness;
    }

    @Override
    public Group begin(Place place) {
        return new Group(place);
    }

    @Override
    public void take(Group group, List<Contribution> contributions, CorrelationSink sink) {
        for (Contribution one : contributions) {
            long time = one.hit().time();
            if (time <= group.dropped || (group.clock != Group.NEVER && time < group.clock - lateness)) {
                sink.late();
            } else if (one.gone()) {
                group.remove(one.hit());
            } else {
                group.put(one.hit());
            }
        }
    }

    @Override
    public void judge(Group group, RuleSet rules, CorrelationSink sink) {
        Rule rule = rule(group, rules);
        if (rule == null || rule.correlation() == null) {
            return;
        }
        Correlation correlation = rule.correlation();
        CorrelationFindings findings = new CorrelationFindings(group, rule, rules.id(), sink);
        long span = span(correlation);
        if (group.hits.size() > MOST_HITS) {
            sink.dropped();
            decide(
                    group,
                    correlation,
                    group.hits.get(group.hits.size() - MOST_HITS).time(),
                    findings);
        }
        long decided = group.clock - lateness - span;
        // Not with each hit: a walk costs as much as there are hits.
        if (!group.hits.isEmpty() && group.hits.get(0).time() < decided - span / 16) {
            decide(group, correlation, decided, findings);
        }
        List<Run> runs = new ArrayList<>();
        if (correlation.isMonotone()) {
            Windows windows = Windows.before(EVER, group, correlation);
            runs.addAll(windows.ended());
            add(runs, windows.open());
        } else {
            add(runs, group.open);
        }
        Set<String> anchors = new HashSet<>();
        for (Run run : runs) {
            anchors.add(run.anchor());
            findings.say(run, false);
        }
        findings.retractBut(anchors);
    }

    @Override
    public boolean sweep(Group group, long append, RuleSet rules, CorrelationSink sink) {
        Rule rule = rule(group, rules);
        if (rule == null || rule.correlation() == null) {
            return false;
        }
        if (append < next(group, rules)) {
            return true;
        }
        endOfInput(group, rules, sink);
        return false;
    }

    @Override
    public long next(Group group, RuleSet rules) {
        Rule rule = rule(group, rules);
        return group.lastAppend + lateness + (rule == null ? 0 : span(rule.correlation()));
    }

    @Override
    public boolean isKnown(Group group, RuleSet rules) {
        return rule(group, rules) != null;
    }

    @Override
    public int size(Group group) {
        return group.size();
    }

    @Override
    public void endOfInput(Group group, RuleSet rules, CorrelationSink sink) {
        Rule rule = rule(group, rules);
        if (rule == null || rule.correlation() == null) {
            return;
        }
        CorrelationFindings findings = new CorrelationFindings(group, rule, rules.id(), sink);
        Windows windows = Windows.before(EVER, group, rule.correlation());
        List<Run> runs = new ArrayList<>(windows.ended());
        add(runs, windows.open());
        Set<String> anchors = new HashSet<>();
        for (Run run : runs) {
            anchors.add(run.anchor());
            findings.say(run, true);
        }
        findings.retractBut(anchors);
        group.drop(group.hits.size());
        group.said.clear();
        group.open = null;
    }

    /** Decides the windows that begin before a moment, and drops what only they needed. */
    private static void decide(Group group, Correlation correlation, long moment, CorrelationFindings findings) {
        Windows windows = Windows.before(moment, group, correlation);
        for (Run run : windows.ended()) {
            findings.say(run, true);
            group.said.remove(run.anchor());
        }
        if (windows.walked() > 0) {
            group.dropped = group.hits.get(windows.walked() - 1).time();
            group.drop(windows.walked());
        }
        group.open = windows.open();
        group.openReach = windows.reach();
        // What was taken back may be said again while its run is open, and then counts on.
        String open = group.open == null ? null : group.open.anchor();
        group.said
                .entrySet()
                .removeIf(said -> said.getValue().isRetracted()
                        && said.getValue().completing().time() <= group.dropped
                        && !said.getKey().equals(open));
    }

    private static long span(@Nullable Correlation correlation) {
        return correlation == null
                ? 0
                : TimeUnit.NANOSECONDS.toMicros(correlation.timespan().toNanos());
    }

    private static void add(List<Run> runs, @Nullable Run run) {
        if (run != null) {
            runs.add(run);
        }
    }

    /** The group's correlation, unless it was changed or taken away: then what it remembers means nothing any more. */
    private static @Nullable Rule rule(Group group, RuleSet rules) {
        Rule rule = rules.rule(group.place.correlation());
        return rule != null && rule.hash().equals(group.place.version()) ? rule : null;
    }
}
