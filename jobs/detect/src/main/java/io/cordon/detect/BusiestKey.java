package io.cordon.detect;

import java.util.HashMap;
import java.util.Map;

/** How many records the busiest key had; of more keys than it counts it counts those that came first. */
final class BusiestKey {
    private static final int MOST_COUNTED = 10_000;

    private final Map<String, Integer> records = new HashMap<>();
    private int busiest;

    void add(String key) {
        if (records.size() < MOST_COUNTED || records.containsKey(key)) {
            busiest = Math.max(busiest, records.merge(key, 1, Integer::sum));
        }
    }

    /** The number since it was last asked. */
    int sinceLastAsked() {
        int asked = busiest;
        records.clear();
        busiest = 0;
        return asked;
    }
}
