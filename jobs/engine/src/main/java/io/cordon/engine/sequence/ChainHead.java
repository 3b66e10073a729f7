package io.cordon.engine.sequence;

import io.cordon.engine.correlate.Hit;
import io.cordon.engine.correlate.HitBytes;
import io.cordon.engine.correlate.Place;
import io.cordon.engine.event.Bytes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What has to be read of a key to take in what comes in order, if no step is a missing one: its clocks, and what is pending before the hits that
 * are kept and after them.
 */
public final class ChainHead {
    private static final int VERSION = 2;
    private static final int WITHOUT_EXIT = 1;

    final Place place;
    long clock = ChainGroup.NEVER;
    long lastAppend = ChainGroup.NEVER;
    long append = ChainGroup.NEVER;
    long horizon = ChainGroup.NEVER;
    final Exit exit = new Exit();
    /** The time of the earliest hit that may still be told otherwise, or the end of time. */
    long first = Long.MAX_VALUE;
    /** How many hits may still be told otherwise. */
    int size;

    SortedMap<Integer, Partial> pending = new TreeMap<>();
    /** What is pending after the latest hit; null where that cannot be told without the entries. */
    @Nullable
    SortedMap<Integer, Partial> latest;

    Map<String, Long> passed = new TreeMap<>();
    /** How many partial matches are open. */
    int open;
    /** Which run of which task counted them. */
    long run;

    ChainHead(Place place) {
        this.place = place;
    }

    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        HitBytes.write(place, out);
        out.writeLong(clock);
        out.writeLong(lastAppend);
        out.writeLong(append);
        out.writeLong(horizon);
        out.writeLong(first);
        out.writeInt(size);
        write(pending, out);
        out.writeBoolean(latest != null);
        if (latest != null) {
            write(latest, out);
        }
        out.writeInt(passed.size());
        for (Map.Entry<String, Long> entry : passed.entrySet()) {
            Bytes.text(out, entry.getKey());
            out.writeLong(entry.getValue());
        }
        out.writeInt(open);
        out.writeLong(run);
        out.writeLong(exit.last);
        out.writeLong(exit.append);
    }

    public static ChainHead read(DataInput in) throws IOException {
        int version = Bytes.version(in, WITHOUT_EXIT, VERSION);
        ChainHead head = new ChainHead(HitBytes.place(in));
        head.clock = in.readLong();
        head.lastAppend = in.readLong();
        head.append = in.readLong();
        head.horizon = in.readLong();
        head.first = in.readLong();
        head.size = in.readInt();
        head.pending = pending(head.place, in);
        head.latest = in.readBoolean() ? pending(head.place, in) : null;
        for (int i = in.readInt(); i > 0; i--) {
            head.passed.put(Bytes.text(in), in.readLong());
        }
        head.open = in.readInt();
        head.run = in.readLong();
        if (version != WITHOUT_EXIT) {
            head.exit.tell(in.readLong(), in.readLong());
        }
        return head;
    }

    private static void write(SortedMap<Integer, Partial> pending, DataOutput out) throws IOException {
        out.writeInt(pending.size());
        for (Map.Entry<Integer, Partial> entry : pending.entrySet()) {
            out.writeInt(entry.getKey());
            write(entry.getValue(), out);
        }
    }

    private static SortedMap<Integer, Partial> pending(Place place, DataInput in) throws IOException {
        SortedMap<Integer, Partial> pending = new TreeMap<>();
        for (int i = in.readInt(); i > 0; i--) {
            pending.put(in.readInt(), partial(place, in));
        }
        return pending;
    }

    static void write(Partial partial, DataOutput out) throws IOException {
        out.writeInt(partial.spots().size());
        for (Spot spot : partial.spots()) {
            HitBytes.writeIn(spot.hit(), out);
        }
    }

    static Partial partial(Place place, DataInput in) throws IOException {
        List<Spot> spots = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            Hit hit = HitBytes.hit(place, in);
            spots.add(Spot.of(hit));
        }
        return new Partial(spots);
    }
}
