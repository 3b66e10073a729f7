package io.cordon.engine.correlate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a correlation remembers of one group: the hits of windows that may still change, and what it said. */
public final class Group {
    static final long NEVER = Long.MIN_VALUE;

    final Place place;
    /** In order. */
    final List<Hit> hits = new ArrayList<>();
    /** The latest event time of a hit. */
    long clock = NEVER;
    /** The latest append time of a hit's record. */
    long lastAppend = NEVER;
    /** The event time of the last hit that was dropped because its windows are decided. */
    long dropped = NEVER;
    /** The run that the last decided window belongs to, or null where it satisfied nothing. */
    @Nullable
    Run open;
    /** The event time of the last hit of that window. */
    long openReach = NEVER;
    /** What was said last, by the run's anchor. */
    final Map<String, Said> said = new TreeMap<>();

    /** By name the hits that came since it was written, and null for those that went; null where it is not kept. */
    private @Nullable Map<String, @Nullable Hit> unwritten;

    /** A group that is kept nowhere but on the heap. */
    public Group(Place place) {
        this.place = place;
    }

    /** A group that nothing is known of. */
    public static Group begin(Place place) {
        Group group = new Group(place);
        group.unwritten = new LinkedHashMap<>();
        return group;
    }

    /** What a store has, or null. */
    public static @Nullable Group read(EntryStore<Group> store) {
        Group head = store.head();
        if (head == null) {
            return null;
        }
        Group group = head.head();
        group.unwritten = new LinkedHashMap<>();
        store.entries((name, entry) -> group.hits.add(GroupBytes.hit(group.place, entry)));
        group.hits.sort(Hit.IN_ORDER);
        // Earlier versions wrote them with the head: those are no entries yet.
        head.hits.forEach(group::put);
        return group;
    }

    /** Writes what is news to a store. */
    public void write(EntryStore<Group> store) {
        if (unwritten != null) {
            unwritten.forEach((name, hit) -> {
                if (hit == null) {
                    store.remove(name);
                } else {
                    store.put(name, GroupBytes.hit(hit));
                }
            });
            unwritten.clear();
        }
        store.head(head());
    }

    /** All but its hits. */
    private Group head() {
        Group head = new Group(place);
        head.clock = clock;
        head.lastAppend = lastAppend;
        head.dropped = dropped;
        head.open = open == null ? null : open.copy();
        head.openReach = openReach;
        head.said.putAll(said);
        return head;
    }

    /**
     * The last version of a finding.
     *
     * @param digest of everything it said, so that what changes nothing is not said again
     * @param completing the hit that completed its first window
     * @param onward what it handed on to other correlations
     */
    record Said(int version, int digest, long events, boolean isSettled, Hit completing, List<Share> onward) {
        private static final int NOTHING = 0;

        Said {
            onward = List.copyOf(onward);
        }

        /** The version that takes it back; what comes after it counts on from there. */
        Said retracted() {
            return new Said(version + 1, NOTHING, 0, isSettled, completing, List.of());
        }

        boolean isRetracted() {
            return events == 0;
        }
    }

    public Place place() {
        return place;
    }

    public int size() {
        return hits.size();
    }

    /** Puts a hit in its place, instead of an earlier version of it. */
    void put(Hit hit) {
        int at = Collections.binarySearch(hits, hit, Hit.IN_ORDER);
        if (at >= 0) {
            hits.set(at, hit);
        } else {
            hits.add(-at - 1, hit);
        }
        changed(hit, hit);
        clock = Math.max(clock, hit.time());
        lastAppend = Math.max(lastAppend, hit.evidence().appendTime());
    }

    void remove(Hit hit) {
        int at = Collections.binarySearch(hits, hit, Hit.IN_ORDER);
        if (at >= 0) {
            hits.remove(at);
            changed(hit, null);
        }
    }

    /** Drops the first hits. */
    void drop(int number) {
        List<Hit> first = hits.subList(0, number);
        first.forEach(hit -> changed(hit, null));
        first.clear();
    }

    private void changed(Hit hit, @Nullable Hit now) {
        if (unwritten != null) {
            unwritten.put(hit.time() + " " + hit.part() + " " + hit.event(), now);
        }
    }

    boolean isEmpty() {
        return hits.isEmpty() && open == null;
    }
}
