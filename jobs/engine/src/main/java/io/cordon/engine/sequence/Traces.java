package io.cordon.engine.sequence;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Hits by their part and time: also those that are past and may still disprove. */
final class Traces {
    private final Map<Integer, NavigableMap<Long, NavigableSet<Spot>>> byPart = new HashMap<>();

    private int size;

    void put(Spot spot) {
        NavigableSet<Spot> there = byPart.computeIfAbsent(spot.part(), any -> new TreeMap<>())
                .computeIfAbsent(spot.time(), any -> new TreeSet<>());
        size += there.remove(spot) ? 0 : 1; // an earlier version of it
        there.add(spot);
    }

    void remove(Spot spot) {
        NavigableMap<Long, NavigableSet<Spot>> times = of(spot.part());
        NavigableSet<Spot> there = times.get(spot.time());
        if (there != null && there.remove(spot)) {
            size--;
            if (there.isEmpty()) {
                times.remove(spot.time());
            }
        }
    }

    boolean has(Spot spot) {
        NavigableSet<Spot> there = of(spot.part()).get(spot.time());
        return there != null && there.contains(spot);
    }

    /** Those of a part between two times, these included. */
    Iterable<NavigableSet<Spot>> between(int part, long from, long to) {
        return of(part).subMap(from, true, to, true).values();
    }

    /** Drops those of a part before a time, and says which. */
    List<Spot> drop(int part, long time) {
        Map<Long, NavigableSet<Spot>> past = of(part).headMap(time);
        List<Spot> dropped =
                past.values().stream().flatMap(NavigableSet::stream).toList();
        past.clear();
        size -= dropped.size();
        return dropped;
    }

    int size() {
        return size;
    }

    void clear() {
        byPart.clear();
        size = 0;
    }

    private NavigableMap<Long, NavigableSet<Spot>> of(int part) {
        return byPart.getOrDefault(part, new TreeMap<>());
    }
}
