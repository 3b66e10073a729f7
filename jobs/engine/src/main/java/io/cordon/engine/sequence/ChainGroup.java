package io.cordon.engine.sequence;

import io.cordon.engine.correlate.EntryStore;
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
import org.jspecify.annotations.Nullable;

/**
 * What a chain remembers of one key: the hits that may still be told otherwise, what was pending before them, and what it said.
 *
 * <p>It is kept as a head and an entry for each of these, and writes those that changed. What comes in order is taken in with
 * the head alone, which says what is pending after the latest hit, if no step is a missing one; all else reads the entries, once.
 */
public final class ChainGroup {
    static final long NEVER = Long.MIN_VALUE;

    final Place place;
    /** What its store has of it. */
    final Kept kept;
    /** Whether what comes in order can be taken in without what was there before; the rule tells. */
    boolean goesOnAlone;
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
    /** That of the process in its key. */
    final Exit exit = new Exit();
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
    /** Anchors of candidates that what must be missing at the end may still disprove. */
    final Set<String> awaiting = new HashSet<>();

    int size;
    /** How many partial matches are open. */
    int open;

    /** A group that is kept nowhere but on the heap. */
    ChainGroup(Place place) {
        this(place, null);
    }

    private ChainGroup(Place place, @Nullable EntryStore<ChainHead> store) {
        this.place = place;
        this.kept = new Kept(this, store);
    }

    /** A group that nothing is known of. */
    public static ChainGroup begin(Place place, EntryStore<ChainHead> store) {
        return new ChainGroup(place, store);
    }

    /** What a store has of its key, or null. */
    public static @Nullable ChainGroup read(EntryStore<ChainHead> store) {
        ChainHead head = store.head();
        if (head == null) {
            return null;
        }
        ChainGroup group = begin(head.place, store);
        group.kept.read(head);
        return group;
    }

    /**
     * Writes what is news to its store.
     *
     * @param run which run of which task writes it
     * @return how many partial matches more are open than when the same run wrote it last
     */
    public int write(long run) {
        return kept.write(run);
    }

    /** How many partial matches were open when a run wrote it last. */
    public int counted(long run) {
        return kept.counted(run);
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

    /** How many hits it has on the heap: fewer, as long as its entries are not read. */
    public int held() {
        return traces.size();
    }

    /** Puts a hit in its place, instead of an earlier version of it. */
    void put(Hit hit) {
        Spot spot = Spot.of(hit);
        place(spot);
        kept.entries.put(spot);
        clock = Math.max(clock, hit.time());
        lastAppend = Math.max(lastAppend, hit.evidence().appendTime());
    }

    void place(Spot spot) {
        Moment moment = moments.computeIfAbsent(spot.time(), this::begin);
        if (!moment.spots.remove(spot)) {
            size++;
        }
        moment.spots.add(spot);
        traces.put(spot);
        changed.add(spot.time());
        news.add(spot);
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
            kept.entries.remove(spot);
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

    /** Whether nothing has come that has still to be looked at. */
    boolean isLookedAt() {
        return changed.isEmpty() && news.isEmpty() && held.isEmpty() && touched.isEmpty();
    }

    /** What is pending after the latest hit, once it was walked over. */
    SortedMap<Integer, Partial> latest() {
        return moments.isEmpty() ? pending : moments.lastEntry().getValue().after;
    }

    @Nullable
    Said said(String anchor) {
        kept.readSaid(anchor);
        return said.get(anchor);
    }

    void say(Said one) {
        said.put(one.completing().event(), one);
        kept.entries.put(one);
    }

    /** Takes in a match of the past that may still be disproved; {@link Absences} has to look at it. */
    Candidate hold(Partial match) {
        Candidate candidate = new Candidate(match);
        candidates.add(candidate);
        held.add(candidate);
        return candidate;
    }

    /** Takes in that the time of a hit's endpoint has passed what a chain may wait for after it. */
    void pass(Hit hit) {
        String endpoint = hit.evidence().endpoint();
        long before = passed.getOrDefault(endpoint, NEVER);
        if (hit.time() > before) {
            passed.put(endpoint, hit.time());
            candidates.begunBetween(before, hit.time()).forEach(candidate -> touched.add(candidate.anchor()));
        }
    }

    void touchAll() {
        candidates.all().forEach(candidate -> touched.add(candidate.anchor()));
        touched.addAll(said.keySet());
    }

    void clear() {
        moments.clear();
        traces.clear();
        pending = new TreeMap<>();
        candidates.clear();
        said.clear();
        passed.clear();
        awaiting.clear();
        size = 0;
    }

    boolean isEmpty() {
        return moments.isEmpty() && said.isEmpty();
    }
}
