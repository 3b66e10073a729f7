package io.cordon.engine.tree;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What has come, or goes, over edges: anchors that were satisfied elsewhere, each since when, in µs on this endpoint's UTC clock.
 * Joining two takes the smaller times, so that neither order nor repetition has an influence. Immutable.
 *
 * <p>Each bit carries the way that it came. An edge that is on it is not crossed again, so what goes round in a circle ends where it
 * began; and since whatever holds a bit up has come a shorter way than the bit, all that rests on something goes when that goes.
 */
public final class Crossings {
    public static final Crossings NONE = new Crossings(Collections.emptySortedMap());

    /** Over how many edges a bit passes at the most. */
    static final int MOST_EDGES = 8;
    /** How many bits cross one edge; those that came the shortest way. */
    static final int MOST = 256;
    /** A time before anything. */
    private static final long EVER = Long.MIN_VALUE;

    private final SortedMap<Crossed, Long> since;

    private Crossings(SortedMap<Crossed, Long> since) {
        this.since = since;
    }

    public boolean isEmpty() {
        return since.isEmpty();
    }

    /** Each with the time since which it holds. */
    public SortedMap<Crossed, Long> since() {
        return Collections.unmodifiableSortedMap(since);
    }

    public Crossings with(Crossed one, long time) {
        SortedMap<Crossed, Long> more = new TreeMap<>(Crossed.ORDER);
        more.putAll(since);
        more.merge(one, time, Math::min);
        return new Crossings(more);
    }

    Crossings join(Crossings other) {
        if (other.isEmpty() || equals(other)) {
            return this;
        }
        if (isEmpty()) {
            return other;
        }
        SortedMap<Crossed, Long> joined = new TreeMap<>(Crossed.ORDER);
        joined.putAll(since);
        other.since.forEach((one, time) -> joined.merge(one, time, Math::min));
        return new Crossings(joined);
    }

    /** Without what the process itself satisfied: it is not its own descendant. */
    Crossings without(String endpoint, String process) {
        return only(one -> !one.isFrom(endpoint, process));
    }

    /** What the process itself satisfied. */
    Crossings of(String endpoint, String process) {
        return only(one -> one.isFrom(endpoint, process));
    }

    private Crossings only(Predicate<Crossed> which) {
        if (isEmpty() || since.keySet().stream().allMatch(which)) {
            return this;
        }
        SortedMap<Crossed, Long> some = new TreeMap<>(Crossed.ORDER);
        since.forEach((one, time) -> {
            if (which.test(one)) {
                some.put(one, time);
            }
        });
        return new Crossings(some);
    }

    /** The edges over which an anchor has come that was satisfied at or before a time, by the shortest way; null where none has. */
    @Nullable
    List<String> way(long anchor, long time) {
        for (Map.Entry<Crossed, Long> entry : since.entrySet()) {
            if (entry.getKey().anchor() == anchor && entry.getValue() <= time) {
                return entry.getKey().edges();
            }
        }
        return null;
    }

    /**
     * What of it is on the other side of an edge. What was satisfied before the request holds for all that it started, whatever the
     * clocks say; what came later, from then on by the other clock.
     *
     * @param cut hears of each bit that does not pass because of a cap
     */
    public Crossings over(Way way, Runnable cut) {
        SortedMap<Crossed, Long> there = new TreeMap<>(Crossed.ORDER);
        since.forEach((one, time) -> {
            if (one.edges().contains(way.edge())) {
                return;
            }
            if (one.edges().size() >= MOST_EDGES || there.size() >= MOST) {
                cut.run();
                return;
            }
            there.put(one.over(way.edge()), time <= way.moment() ? EVER : time - way.offset());
        });
        return new Crossings(there);
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(since.size());
        for (Map.Entry<Crossed, Long> entry : since.entrySet()) {
            entry.getKey().write(out);
            out.writeLong(entry.getValue());
        }
    }

    static Crossings read(DataInput in) throws IOException {
        int size = in.readInt();
        if (size == 0) {
            return NONE;
        }
        SortedMap<Crossed, Long> since = new TreeMap<>(Crossed.ORDER);
        for (int i = 0; i < size; i++) {
            since.put(Crossed.read(in), in.readLong());
        }
        return new Crossings(since);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Crossings crossings && crossings.since.equals(since);
    }

    /** The same in every JVM. */
    @Override
    public int hashCode() {
        return since.hashCode();
    }

    @Override
    public String toString() {
        return since.toString();
    }
}
