package io.cordon.engine.tree;

import io.cordon.engine.event.Bytes;
import io.cordon.engine.event.Clock;
import io.cordon.engine.event.EndpointEvent;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An endpoint's clocks, boots and counts. */
public final class EndpointHeader {
    private static final int VERSION = 3;
    private static final int WITHOUT_WAYS = 2;
    private static final int WITHOUT_WATCH = 1;
    private static final int MAX_BOOTS = 16;

    private long offset = EndpointEvent.ABSENT;
    private long time = EndpointEvent.ABSENT;
    private long lastAppend = EndpointEvent.ABSENT;
    private int processes;
    private final List<ClockTime> boots = new ArrayList<>();
    /** The earliest event time, where the first event that was read is known; else ABSENT. */
    private long first = EndpointEvent.ABSENT;
    /** By version of a rule, from when on the endpoint was watched by it. */
    private final SortedMap<String, Long> watched = new TreeMap<>();
    /** The rules that were last taken in to watch; not kept in state. */
    private @Nullable Object watching;
    /** Before this nothing waits for a moment, and after the last nothing does. */
    private long due = Long.MAX_VALUE;

    private long lastDue = Long.MIN_VALUE;
    /** Which anchors its processes were asked for. */
    private long anchors;
    /** How many of its processes edges lead away from. */
    private int sources;

    /** A reading of one of an endpoint's clocks, in µs. */
    public record ClockTime(long time, Clock clock) {}

    /** A time on the endpoint's UTC clock: record times are shifted by the smallest difference seen between the two. */
    public long utc(long at, Clock clock) {
        return clock == Clock.UTC || offset == EndpointEvent.ABSENT ? at : at - offset;
    }

    /** Takes a smaller difference between record and UTC clock over; whether it was smaller. */
    boolean sample(EndpointEvent event) {
        if (event.clock() != Clock.UTC || event.recordTime() == EndpointEvent.ABSENT) {
            return false;
        }
        long difference = event.recordTime() - event.time();
        if (offset != EndpointEvent.ABSENT && difference >= offset) {
            return false;
        }
        offset = difference;
        return true;
    }

    /** The endpoint's time on its UTC clock: how far its events have come; ABSENT before the first. */
    public long time() {
        return time;
    }

    /** The record clock's offset from the UTC clock in µs, or ABSENT while no event carried both. */
    public long offset() {
        return offset;
    }

    public long lastAppend() {
        return lastAppend;
    }

    /**
     * Takes in that something was heard of an endpoint of which no event was read yet.
     *
     * @return whether that is news
     */
    public boolean heard(long append) {
        boolean isNews = lastAppend == EndpointEvent.ABSENT;
        lastAppend = isNews ? append : lastAppend;
        return isNews;
    }

    public int processes() {
        return processes;
    }

    void counted(int change) {
        processes += change;
    }

    /** Whether time went on by a tick: only then is it worth a write. */
    public boolean advance(long to, long append, long tick) {
        boolean written =
                Math.floorDiv(to, tick) > (time == EndpointEvent.ABSENT ? Long.MIN_VALUE : Math.floorDiv(time, tick))
                        || lastAppend == EndpointEvent.ABSENT
                        || append - lastAppend > tick;
        time = Math.max(time, to);
        lastAppend = Math.max(lastAppend, append);
        return written;
    }

    boolean boot(ClockTime boot) {
        if (boots.contains(boot)) {
            return false;
        }
        boots.add(boot);
        boots.sort((a, b) -> Long.compare(b.time(), a.time()));
        if (boots.size() > MAX_BOOTS) {
            return !boots.remove(boots.size() - 1).equals(boot);
        }
        return true;
    }

    /** Whether the endpoint booted after one time and until the other, both on its UTC clock. */
    public boolean bootedBetween(long from, long to) {
        for (ClockTime boot : boots) {
            long at = utc(boot.time(), boot.clock());
            if (at > from && at <= to) {
                return true;
            }
        }
        return false;
    }

    /**
     * Takes in an event's time before the clocks do: an endpoint is watched from its earliest event on, and so by the rules that
     * watched when it appeared.
     *
     * @return whether it was watched for longer than was known
     */
    public boolean watchFrom(long at) {
        boolean isNew = time == EndpointEvent.ABSENT;
        if (!isNew && (first == EndpointEvent.ABSENT || at >= first)) {
            return false;
        }
        watched.replaceAll((rule, since) -> since == first ? at : since);
        first = at;
        return true;
    }

    /**
     * Whether all rules of a set watch already.
     *
     * @param rules the set's, always the same object; where they do not watch, {@link #watch} has to be told of each
     */
    public boolean isWatchedBy(Object rules) {
        boolean isSame = watching == rules;
        watching = rules;
        return isSame;
    }

    /** Takes in that a rule watches from now on; whether that is news. */
    public boolean watch(String rule) {
        return watched.putIfAbsent(rule, time == EndpointEvent.ABSENT ? first : time) == null;
    }

    /** From when on a rule watches, in µs; never, where it does not. */
    public long watchedSince(String rule) {
        return watched.getOrDefault(rule, Long.MAX_VALUE);
    }

    /** Forgets what other rules watch; whether there was any. */
    public boolean watchOnly(Collection<String> rules) {
        watching = null;
        return watched.keySet().retainAll(rules);
    }

    /** Takes in that its processes are asked for a set of anchors; whether that is news. */
    public boolean judgedBy(long anchorsId) {
        boolean isNews = anchors != anchorsId;
        anchors = anchorsId;
        return isNews;
    }

    /** How many of its processes edges lead away from. */
    public int sources() {
        return sources;
    }

    public void sources(int change) {
        sources += change;
    }

    /** Before which moment nothing waits, in µs. */
    public long due() {
        return due;
    }

    /** The last moment that something waits for, in µs. */
    public long lastDue() {
        return lastDue;
    }

    /** Takes in that all was told that waited for what is before a moment. */
    public void told(long before) {
        due = before > lastDue ? Long.MAX_VALUE : before;
    }

    /** Takes in that something waits for a moment; whether that is news. */
    public boolean waitUntil(long moment) {
        boolean isNews = moment < due || moment > lastDue;
        due = Math.min(due, moment);
        lastDue = Math.max(lastDue, moment);
        return isNews;
    }

    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeLong(offset);
        out.writeLong(time);
        out.writeLong(lastAppend);
        out.writeInt(processes);
        out.writeInt(boots.size());
        for (ClockTime boot : boots) {
            out.writeLong(boot.time());
            out.writeBoolean(boot.clock() == Clock.UTC);
        }
        out.writeLong(first);
        out.writeInt(watched.size());
        for (Map.Entry<String, Long> entry : watched.entrySet()) {
            Bytes.text(out, entry.getKey());
            out.writeLong(entry.getValue());
        }
        out.writeLong(due);
        out.writeLong(lastDue);
        out.writeLong(anchors);
        out.writeInt(sources);
    }

    public static EndpointHeader read(DataInput in) throws IOException {
        int version = Bytes.version(in, WITHOUT_WATCH, VERSION);
        EndpointHeader header = new EndpointHeader();
        header.offset = in.readLong();
        header.time = in.readLong();
        header.lastAppend = in.readLong();
        header.processes = in.readInt();
        int boots = in.readInt();
        for (int i = 0; i < boots; i++) {
            header.boots.add(new ClockTime(in.readLong(), in.readBoolean() ? Clock.UTC : Clock.RECORD));
        }
        if (version > WITHOUT_WATCH) {
            header.first = in.readLong();
            for (int i = in.readInt(); i > 0; i--) {
                header.watched.put(Bytes.text(in), in.readLong());
            }
            header.due = in.readLong();
            header.lastDue = in.readLong();
            header.anchors = in.readLong();
        }
        if (version > WITHOUT_WAYS) {
            header.sources = in.readInt();
        }
        return header;
    }
}
