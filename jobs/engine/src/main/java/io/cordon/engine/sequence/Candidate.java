package io.cordon.engine.sequence;

import java.util.Collections;
import org.jspecify.annotations.Nullable;

/** Events that make a match, unless what must be missing is there. */
final class Candidate {
    final Partial match;
    /** The last in event order. */
    final Spot completing;
    /** What must be missing and is there, or null. */
    @Nullable
    Spot disproof;

    Candidate(Partial match) {
        this.match = match;
        this.completing = Collections.max(match.spots());
    }

    long begin() {
        return match.spots().stream().mapToLong(Spot::time).min().orElseThrow();
    }

    String anchor() {
        return completing.event();
    }

    /** When Kafka appended the last of its records, in µs. */
    long append() {
        return match.spots().stream()
                .mapToLong(spot -> spot.hit().evidence().appendTime())
                .max()
                .orElseThrow();
    }
}
