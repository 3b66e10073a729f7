package io.cordon.engine.tree;

import io.cordon.engine.event.Clock;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Anchors that were satisfied, each since when: the smallest reading of either clock. Joining two takes the smaller times, so
 * that neither order nor repetition of events has an influence. Immutable.
 */
public final class Lineage {
    public static final Lineage NONE = new Lineage(new TreeMap<>());

    private static final long NEVER = Long.MAX_VALUE;

    private final Map<Long, Since> since;

    private Lineage(Map<Long, Since> since) {
        this.since = since;
    }

    private record Since(long utc, long record) {
        Since join(@Nullable Since other) {
            return other == null ? this : new Since(Math.min(utc, other.utc), Math.min(record, other.record));
        }
    }

    public boolean isEmpty() {
        return since.isEmpty();
    }

    Lineage with(long anchor, long time, Clock clock) {
        Map<Long, Since> one = new TreeMap<>();
        one.put(anchor, clock == Clock.UTC ? new Since(time, NEVER) : new Since(NEVER, time));
        return join(new Lineage(one));
    }

    Lineage join(Lineage other) {
        if (other.since.isEmpty() || equals(other)) {
            return this;
        }
        if (since.isEmpty()) {
            return other;
        }
        Map<Long, Since> joined = new TreeMap<>(since);
        other.since.forEach((anchor, times) -> joined.put(anchor, times.join(joined.get(anchor))));
        return new Lineage(joined);
    }

    /** Whether the anchor was satisfied at or before a time on the endpoint's UTC clock. */
    public boolean holds(long anchor, long time, EndpointHeader clocks) {
        Since times = since.get(anchor);
        return times != null
                && (times.utc <= time || (times.record != NEVER && clocks.utc(times.record, Clock.RECORD) <= time));
    }

    /** The same as it begins on its way over edges. */
    Crossings crossings(String endpoint, String process, EndpointHeader clocks) {
        Crossings all = Crossings.NONE;
        for (Map.Entry<Long, Since> entry : since.entrySet()) {
            Since times = entry.getValue();
            long at = times.record == NEVER ? times.utc : Math.min(times.utc, clocks.utc(times.record, Clock.RECORD));
            all = all.with(new Crossed(entry.getKey(), endpoint, process, List.of()), at);
        }
        return all;
    }

    void write(DataOutput out) throws IOException {
        out.writeShort(since.size());
        for (Map.Entry<Long, Since> entry : since.entrySet()) {
            out.writeLong(entry.getKey());
            out.writeLong(entry.getValue().utc);
            out.writeLong(entry.getValue().record);
        }
    }

    static Lineage read(DataInput in) throws IOException {
        int size = in.readUnsignedShort();
        if (size == 0) {
            return NONE;
        }
        Map<Long, Since> since = new TreeMap<>();
        for (int i = 0; i < size; i++) {
            since.put(in.readLong(), new Since(in.readLong(), in.readLong()));
        }
        return new Lineage(since);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Lineage lineage && lineage.since.equals(since);
    }

    @Override
    public int hashCode() {
        return since.hashCode();
    }

    @Override
    public String toString() {
        return since.toString();
    }
}
