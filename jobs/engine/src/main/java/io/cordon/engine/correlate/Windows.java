package io.cordon.engine.correlate;

import io.cordon.engine.rule.Correlation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A walk of a window over a group's hits.
 *
 * <p>The windows are the largest ones: those that begin with a hit, hold all hits up to the timespan after it, that one included,
 * and lie in no other window. Those that satisfy the correlation one after the other, each sharing a hit with the one before, are a
 * run. So fifty failed logons in a minute are one finding and not forty-one, an upper limit is asked of all that happened and not
 * of a burst's first events, and which windows there are does not depend on the order in which hits arrived.
 *
 * <p>Each hit enters and leaves the measure once. A walk may end before a moment whose windows are not decided yet, and another one
 * goes on there: what it needs is the run that was open, how far its last window reached, and the last moment passed.
 */
final class Windows {
    private final Correlation correlation;
    private final long timespan;
    private final Measure measure;
    private final List<Hit> hits;
    private final long passed;
    private final List<Run> ended = new ArrayList<>();
    private @Nullable Run open;
    private long reach;
    /** The first hit that has not entered, and that no run has taken. */
    private int entered;

    private int taken;
    /** The hits before this one were walked over. */
    private int walked;

    private Windows(Group group, Correlation correlation) {
        this.correlation = correlation;
        this.timespan = TimeUnit.NANOSECONDS.toMicros(correlation.timespan().toNanos());
        this.measure = Measure.of(correlation);
        this.hits = group.hits;
        this.passed = group.dropped;
        this.open = group.open == null ? null : group.open.copy();
        this.reach = group.openReach;
        while (open != null && taken < hits.size() && hits.get(taken).time() <= reach) {
            taken++;
        }
    }

    /** Walks over the windows that begin before a moment. */
    static Windows before(long moment, Group group, Correlation correlation) {
        Windows windows = new Windows(group, correlation);
        while (windows.walked < group.hits.size()
                && group.hits.get(windows.walked).time() < moment) {
            windows.step();
        }
        return windows;
    }

    /** The runs that have ended. */
    List<Run> ended() {
        return ended;
    }

    /** The run that the next window may go on with, or null. */
    @Nullable
    Run open() {
        return open;
    }

    long reach() {
        return open == null ? Group.NEVER : reach;
    }

    int walked() {
        return walked;
    }

    /** Judges the window that begins with the next hit. */
    private void step() {
        long begin = hits.get(walked).time();
        int before = entered;
        while (entered < hits.size() && hits.get(entered).time() <= begin + timespan) {
            measure.enter(hits.get(entered++));
        }
        boolean isLargest = entered > before && !wasIn(hits.get(entered - 1));
        if (isLargest) {
            judge(begin);
        }
        while (walked < hits.size() && hits.get(walked).time() == begin) {
            measure.leave(hits.get(walked++));
        }
    }

    /** Whether a window that begins with a dropped hit held this one too. */
    private boolean wasIn(Hit hit) {
        return passed != Group.NEVER && hit.time() <= passed + timespan;
    }

    private void judge(long begin) {
        boolean goesOn = open != null && begin <= reach;
        if (!goesOn || !measure.holds()) {
            end();
        }
        if (open != null) {
            while (taken < entered) {
                open.take(hits.get(taken++));
            }
            reach = hits.get(entered - 1).time();
        } else if (measure.holds()) {
            List<Hit> window = hits.subList(walked, entered);
            open = Run.of(window, completing(window));
            taken = entered;
            reach = hits.get(entered - 1).time();
        }
    }

    private void end() {
        if (open != null) {
            ended.add(open);
            open = null;
        }
    }

    private Hit completing(List<Hit> window) {
        if (correlation.isMonotone()) {
            Measure growing = Measure.of(correlation);
            for (Hit hit : window) {
                growing.enter(hit);
                if (growing.holds()) {
                    return hit;
                }
            }
        }
        return window.get(window.size() - 1);
    }
}
