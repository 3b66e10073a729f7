package io.cordon.engine.sequence;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The candidates of a group, by when they are complete, by their anchor, and by when they begin. */
final class Candidates {
    private final NavigableMap<Long, List<Candidate>> byTime = new TreeMap<>();
    private final NavigableMap<Long, List<Candidate>> byBegin = new TreeMap<>();
    private final Map<String, Candidate> byAnchor = new HashMap<>();

    void add(Candidate one) {
        byTime.computeIfAbsent(one.completing().time(), any -> new ArrayList<>())
                .add(one);
        byBegin.computeIfAbsent(one.begin(), any -> new ArrayList<>()).add(one);
        byAnchor.put(one.anchor(), one);
    }

    void remove(Candidate one) {
        remove(byTime, one.completing().time(), one);
        remove(byBegin, one.begin(), one);
        byAnchor.remove(one.anchor(), one);
    }

    private static void remove(NavigableMap<Long, List<Candidate>> from, long time, Candidate one) {
        List<Candidate> there = from.get(time);
        if (there != null && there.remove(one) && there.isEmpty()) {
            from.remove(time);
        }
    }

    @Nullable
    Candidate of(String anchor) {
        return byAnchor.get(anchor);
    }

    Collection<Candidate> all() {
        return byAnchor.values();
    }

    /** Those that are complete at a moment. */
    List<Candidate> at(long time) {
        return List.copyOf(byTime.getOrDefault(time, List.of()));
    }

    /** Those that are complete between two moments, these included, in time order. */
    List<Candidate> between(long from, long to) {
        return flat(byTime.subMap(from, true, to, true));
    }

    /** Those that are complete before a moment. */
    List<Candidate> before(long moment) {
        return flat(byTime.headMap(moment));
    }

    /** Those that begin after a moment and up to another. */
    List<Candidate> begunBetween(long after, long to) {
        return flat(byBegin.subMap(after, false, to, true));
    }

    /** Whether any has begun at a moment. */
    boolean isAnyBegunAt(long moment) {
        return byBegin.floorKey(moment) != null;
    }

    private static List<Candidate> flat(Map<Long, List<Candidate>> lists) {
        return lists.values().stream().flatMap(List::stream).toList();
    }

    void clear() {
        byTime.clear();
        byBegin.clear();
        byAnchor.clear();
    }
}
