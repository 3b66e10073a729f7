package io.cordon.engine.sequence;

import java.util.SortedMap;
import java.util.TreeMap;

/** The exit of the process that is in a group's key: up to when it may have acted. What says to be of it later begins anew. */
final class Exit {
    /** Up to when events count that say to be of the process; {@link ChainGroup#NEVER} as long as no exit is known. */
    long last = ChainGroup.NEVER;
    /** How far Kafka's append time had come when that was told. */
    long append = ChainGroup.NEVER;

    /** Takes in what was told of it; whether that is news. */
    boolean tell(long time, long told) {
        if (time <= last) {
            return false;
        }
        last = time;
        append = told;
        return true;
    }

    boolean isKnown() {
        return last != ChainGroup.NEVER;
    }

    /** Of what is pending what a moment may belong to. */
    SortedMap<Integer, Partial> reaching(SortedMap<Integer, Partial> pending, long moment) {
        if (!isKnown() || moment <= last || pending.values().stream().noneMatch(this::isBefore)) {
            return pending;
        }
        SortedMap<Integer, Partial> reaching = new TreeMap<>(pending);
        reaching.values().removeIf(this::isBefore);
        return reaching;
    }

    /** From when on what precedes a match counts, at the earliest from a time. */
    long since(Partial match, long from) {
        return isKnown() && !isBefore(match) ? Math.max(from, last + 1) : from;
    }

    private boolean isBefore(Partial events) {
        return events.first().time() <= last;
    }
}
