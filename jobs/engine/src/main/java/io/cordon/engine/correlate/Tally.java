package io.cordon.engine.correlate;

import java.util.HashMap;
import java.util.Map;

/** How often each of some things is there. */
final class Tally<T> {
    private final Map<T, Integer> counts = new HashMap<>();

    void add(T thing, int times) {
        counts.merge(thing, times, (before, more) -> before + more == 0 ? null : before + more);
    }

    int distinct() {
        return counts.size();
    }

    int count(T thing) {
        return counts.getOrDefault(thing, 0);
    }
}
