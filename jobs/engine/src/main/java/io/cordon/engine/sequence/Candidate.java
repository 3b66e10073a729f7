package io.cordon.engine.sequence;

import org.jspecify.annotations.Nullable;

/** Events that make a match, unless what must be missing is there. */
final class Candidate {
    final Partial match;
    /** What must be missing and is there, or null. */
    @Nullable
    Spot disproof;

    Candidate(Partial match) {
        this.match = match;
    }

    long begin() {
        return match.first().time();
    }

    /** The event that completes it: no other match is completed by the same. */
    Spot completing() {
        return match.last();
    }

    String anchor() {
        return completing().event();
    }

    /** When Kafka appended the last of its records, in µs. */
    long append() {
        return match.spots().stream()
                .mapToLong(spot -> spot.hit().evidence().appendTime())
                .max()
                .orElseThrow();
    }
}
