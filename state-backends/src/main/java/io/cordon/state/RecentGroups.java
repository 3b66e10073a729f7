package io.cordon.state;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The groups of one kind that were used last, by Flink's key, on the heap; together they weigh no more than a bound, or are one. */
final class RecentGroups<G> {
    private final long bound;
    private final Map<String, Remembered<G>> recent = new LinkedHashMap<>(1024, 0.75f, true);
    private long weight;

    private record Remembered<G>(G group, int weight) {}

    RecentGroups(long bound) {
        this.bound = bound;
    }

    @Nullable
    G get(String key) {
        Remembered<G> known = recent.get(key);
        return known == null ? null : known.group;
    }

    /** Whether a key's group is here; asking does not use it. */
    boolean has(String key) {
        return recent.containsKey(key);
    }

    void put(String key, G group, int now) {
        forget(key);
        recent.put(key, new Remembered<>(group, now));
        weight += now;
        Iterator<Remembered<G>> eldest = recent.values().iterator();
        while (weight > bound && recent.size() > 1) {
            weight -= eldest.next().weight;
            eldest.remove();
        }
    }

    void forget(String key) {
        Remembered<G> gone = recent.remove(key);
        weight -= gone == null ? 0 : gone.weight;
    }
}
