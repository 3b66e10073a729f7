package io.cordon.engine.tree;

import io.cordon.engine.event.Bytes;
import io.cordon.engine.event.Clock;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.tree.EndpointHeader.ClockTime;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;

/**
 * That an event satisfied an anchor, kept by itself so that it can be taken back.
 *
 * @param edges over which that has come on which it rests; none where it rests on what happened on the endpoint
 */
record Satisfied(long anchor, ClockTime at, String event, List<String> edges) {
    private static final int UTC = 1;
    /** Beside the clock: that edges follow. */
    private static final int OVER_EDGES = 2;

    static final Comparator<Satisfied> ORDER = Comparator.comparing((Satisfied one) -> one.at.time())
            .thenComparing(one -> one.at.clock())
            .thenComparing(Satisfied::anchor)
            .thenComparing(Satisfied::event);

    static Satisfied by(EndpointEvent event, long anchor, List<String> edges) {
        return new Satisfied(anchor, PidEntry.at(event), event.id(), List.copyOf(edges));
    }

    boolean isLocal() {
        return edges.isEmpty();
    }

    /** Keeps it in place of the same on other grounds; whether that is news. */
    boolean keepIn(NavigableSet<Satisfied> some) {
        Satisfied same = some.floor(this);
        if (equals(same)) {
            return false;
        }
        some.remove(this);
        return some.add(this);
    }

    static void write(DataOutput out, Set<Satisfied> some) throws IOException {
        out.writeInt(some.size());
        for (Satisfied one : some) {
            out.writeLong(one.anchor);
            out.writeLong(one.at.time());
            out.writeByte((one.at.clock() == Clock.UTC ? UTC : 0) | (one.isLocal() ? 0 : OVER_EDGES));
            Bytes.text(out, one.event);
            if (!one.isLocal()) {
                Bytes.texts(out, one.edges);
            }
        }
    }

    static void read(DataInput in, Set<Satisfied> some) throws IOException {
        for (int i = in.readInt(); i > 0; i--) {
            long anchor = in.readLong();
            long time = in.readLong();
            int flags = in.readByte();
            ClockTime at = new ClockTime(time, (flags & UTC) != 0 ? Clock.UTC : Clock.RECORD);
            String event = Bytes.text(in);
            some.add(new Satisfied(anchor, at, event, (flags & OVER_EDGES) != 0 ? Bytes.texts(in) : List.of()));
        }
    }
}
