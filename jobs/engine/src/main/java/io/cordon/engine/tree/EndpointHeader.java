package io.cordon.engine.tree;

import io.cordon.engine.event.Bytes;
import io.cordon.engine.event.Clock;
import io.cordon.engine.event.EndpointEvent;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** An endpoint's clocks, boots and counts. */
public final class EndpointHeader {
    private static final int VERSION = 1;
    private static final int MAX_BOOTS = 16;

    private long offset = EndpointEvent.ABSENT;
    private long time = EndpointEvent.ABSENT;
    private long lastAppend = EndpointEvent.ABSENT;
    private int processes;
    private final List<ClockTime> boots = new ArrayList<>();

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

    boolean bootedBetween(long from, long to) {
        for (ClockTime boot : boots) {
            long at = utc(boot.time(), boot.clock());
            if (at > from && at <= to) {
                return true;
            }
        }
        return false;
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
    }

    public static EndpointHeader read(DataInput in) throws IOException {
        Bytes.version(in, VERSION);
        EndpointHeader header = new EndpointHeader();
        header.offset = in.readLong();
        header.time = in.readLong();
        header.lastAppend = in.readLong();
        header.processes = in.readInt();
        int boots = in.readInt();
        for (int i = 0; i < boots; i++) {
            header.boots.add(new ClockTime(in.readLong(), in.readBoolean() ? Clock.UTC : Clock.RECORD));
        }
        return header;
    }
}
