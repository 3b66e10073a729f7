package io.cordon.engine.sequence;

import io.cordon.engine.correlate.Hit;
import io.cordon.engine.correlate.Place;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a chain remembers of one key: the hits that may still be told otherwise, what was pending before them, and what it said. */
public final class ChainGroup {
    static final long NEVER = Long.MIN_VALUE;

    final Place place;
    /** What happened, by time; a moment whose hits were all taken back stays, empty, until it is past. */
    final NavigableMap<Long, Moment> moments = new TreeMap<>();

    final Traces traces = new Traces();
    /** What was pending before the first moment. */
    SortedMap<Integer, Partial> pending = new TreeMap<>();
    /** Matches, so far. */
    final Candidates candidates = new Candidates();
    /** What was said last, by anchor. */
    final Map<String, Said> said = new TreeMap<>();
    /** The latest event time of a hit. */
    long clock = NEVER;
    /** The latest append time of a hit's record. */
    long lastAppend = NEVER;
    /** How far Kafka's append time has come, as it was told. */
    long append = NEVER;
    /** What happened before this is decided. */
    long horizon = NEVER;
    /** By endpoint the latest hit whose waiting its time has passed. */
    final Map<String, Long> passed = new TreeMap<>();
    /** Whether the input is over. */
    boolean isOver;
    /** Moments that were not walked over since they changed; not kept in state, where all are. */
    final NavigableSet<Long> changed = new TreeSet<>();
    /** Hits that came or went since they were looked at. */
    final Set<Spot> news = new HashSet<>();
    /** Anchors of which something may have to be said. */
    final Set<String> touched = new TreeSet<>();

    /** Candidates that were read from state and not looked at since. */
    final Set<Candidate> held = new HashSet<>();

    int size;

    ChainGroup(Place place) {
        this.place = place;
    }

    /**
     * The last version of a finding.
     *
     * @param digest of everything it said, so that what changes nothing is not said again
     * @param completing the hit that it is known by
     */
    record Said(int version, int digest, boolean isRetracted, Hit completing) {}

    /** What happened at one time. */
    static final class Moment {
        final NavigableSet<Spot> spots = new TreeSet<>();
        /** What is pending after it. */
        SortedMap<Integer, Partial> after = new TreeMap<>();
    }

    public Place place() {
        return place;
    }

    public int size() {
        return size;
    }

    /** Puts a hit in its place, instead of an earlier version of it. */
    void put(Hit hit) {
        Spot spot = Spot.of(hit);
        Moment moment = moments.computeIfAbsent(spot.time(), this::begin);
        if (!moment.spots.remove(spot)) {
            size++;
        }
        moment.spots.add(spot);
        traces.put(spot);
        changed.add(spot.time());
        news.add(spot);
        clock = Math.max(clock, hit.time());
        lastAppend = Math.max(lastAppend, hit.evidence().appendTime());
    }

    private Moment begin(long time) {
        Moment moment = new Moment();
        Map.Entry<Long, Moment> before = moments.lowerEntry(time);
        moment.after = before == null ? pending : before.getValue().after;
        return moment;
    }

    void remove(Hit hit) {
        Spot spot = Spot.of(hit);
        Moment moment = moments.get(spot.time());
        if (moment != null && moment.spots.remove(spot)) {
            size--;
            traces.remove(spot);
            changed.add(spot.time());
            news.add(spot);
        }
    }

    boolean has(Hit hit) {
        Moment moment = moments.get(hit.time());
        return moment != null && moment.spots.contains(Spot.of(hit));
    }

    /** Tells a hit of the past otherwise; whether anything still rests on it. */
    boolean retell(Hit hit, boolean isGone) {
        return new Retold(this, Spot.of(hit), isGone).tell();
    }

    /** Takes in a match of the past that may still be disproved; {@link Absences} has to look at it. */
    void hold(Partial match) {
        Candidate candidate = new Candidate(match);
        candidates.add(candidate);
        held.add(candidate);
    }

    /** Takes in that the time of a hit's endpoint has passed what a chain may wait for after it. */
    void pass(Hit hit) {
        passed.merge(hit.evidence().endpoint(), hit.time(), Math::max);
        candidates.begunAt(hit.time()).forEach(candidate -> touched.add(candidate.anchor()));
    }

    void touchAll() {
        candidates.all().forEach(candidate -> touched.add(candidate.anchor()));
        touched.addAll(said.keySet());
    }

    /** The time of the moment with which so many of the newest hits begin. */
    long timeOfNewest(int hits) {
        int newer = 0;
        for (Map.Entry<Long, Moment> entry : moments.descendingMap().entrySet()) {
            newer += entry.getValue().spots.size();
            if (newer > hits) {
                return entry.getKey() + 1;
            }
        }
        return NEVER;
    }

    void clear() {
        moments.clear();
        pending = new TreeMap<>();
        candidates.clear();
        said.clear();
        passed.clear();
        size = 0;
    }

    boolean isEmpty() {
        return moments.isEmpty() && said.isEmpty();
    }
}
