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

    void put(Spot spot) {
        NavigableSet<Spot> there = byPart.computeIfAbsent(spot.part(), any -> new TreeMap<>())
                .computeIfAbsent(spot.time(), any -> new TreeSet<>());
        there.remove(spot); // an earlier version of it
        there.add(spot);
    }

    void remove(Spot spot) {
        NavigableMap<Long, NavigableSet<Spot>> times = of(spot.part());
        NavigableSet<Spot> there = times.get(spot.time());
        if (there != null && there.remove(spot) && there.isEmpty()) {
            times.remove(spot.time());
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

    /** All before a time. */
    List<Spot> before(long time) {
        return byPart.values().stream()
                .flatMap(times -> times.headMap(time).values().stream())
                .flatMap(NavigableSet::stream)
                .sorted()
                .toList();
    }

    /** Drops those of a part before a time. */
    void drop(int part, long time) {
        of(part).headMap(time).clear();
    }

    private NavigableMap<Long, NavigableSet<Spot>> of(int part) {
        return byPart.getOrDefault(part, new TreeMap<>());
    }
}
