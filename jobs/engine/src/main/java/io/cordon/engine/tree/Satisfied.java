package io.cordon.engine.tree;

import io.cordon.engine.event.Bytes;
import io.cordon.engine.event.Clock;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.tree.EndpointHeader.ClockTime;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Comparator;
import java.util.Set;

/** That an event satisfied an anchor, kept by itself so that it can be taken back. */
record Satisfied(long anchor, ClockTime at, String event) {
    static final Comparator<Satisfied> ORDER = Comparator.comparing((Satisfied one) -> one.at.time())
            .thenComparing(one -> one.at.clock())
            .thenComparing(Satisfied::anchor)
            .thenComparing(Satisfied::event);

    static Satisfied by(EndpointEvent event, long anchor) {
        return new Satisfied(anchor, PidEntry.at(event), event.id());
    }

    static void write(DataOutput out, Set<Satisfied> some) throws IOException {
        out.writeInt(some.size());
        for (Satisfied one : some) {
            out.writeLong(one.anchor);
            out.writeLong(one.at.time());
            out.writeBoolean(one.at.clock() == Clock.UTC);
            Bytes.text(out, one.event);
        }
    }

    static void read(DataInput in, Set<Satisfied> some) throws IOException {
        for (int i = in.readInt(); i > 0; i--) {
            long anchor = in.readLong();
            ClockTime at = new ClockTime(in.readLong(), in.readBoolean() ? Clock.UTC : Clock.RECORD);
            some.add(new Satisfied(anchor, at, Bytes.text(in)));
        }
    }
}
