package io.cordon.engine.correlate;

import io.cordon.engine.finding.Evidence;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A match as a correlation sees it: of a rule by an event, or of another correlation, which then stands where the event stands that
 * completed it.
 *
 * @param evidence the event
 * @param settled whether no later evidence can change that it matched
 */
public record Hit(Evidence evidence, boolean settled, Share share) {
    /** Event order; what happened at the same moment has none, and goes by its id. */
    static final Comparator<Hit> IN_ORDER =
            Comparator.comparingLong(Hit::time).thenComparing(Hit::event).thenComparingInt(Hit::part);

    /** Whether it is the same match of the same group, in another version. */
    public boolean replaces(Hit other) {
        return time() == other.time()
                && event().equals(other.event())
                && part() == other.part()
                && share.place().equals(other.share.place());
    }

    public String event() {
        return evidence.event();
    }

    public long time() {
        return evidence.time();
    }

    public int part() {
        return share.part();
    }

    @Nullable
    String value() {
        return share.value();
    }
}
