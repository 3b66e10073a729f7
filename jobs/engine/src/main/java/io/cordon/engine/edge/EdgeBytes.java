package io.cordon.engine.edge;

import io.cordon.engine.event.Bytes;
import io.cordon.engine.event.Clock;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How what edges rest on is laid out, in state and between tasks. */
final class EdgeBytes {
    private EdgeBytes() {}

    /** Lays one of a kind out. */
    interface Writes<T> {
        void to(DataOutput out, T one) throws IOException;
    }

    /** Reads one of a kind. */
    interface Reads<T> {
        T from(DataInput in) throws IOException;
    }

    static <T> void all(DataOutput out, Collection<T> all, Writes<T> each) throws IOException {
        out.writeInt(all.size());
        for (T one : all) {
            each.to(out, one);
        }
    }

    /** A list that may be changed. */
    static <T> List<T> all(DataInput in, Reads<T> each) throws IOException {
        List<T> all = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            all.add(each.from(in));
        }
        return all;
    }

    static <T> void optional(DataOutput out, @Nullable T one, Writes<T> writes) throws IOException {
        out.writeBoolean(one != null);
        if (one != null) {
            writes.to(out, one);
        }
    }

    static <T> @Nullable T optional(DataInput in, Reads<T> reads) throws IOException {
        return in.readBoolean() ? reads.from(in) : null;
    }

    static void write(DataOutput out, Sighting seen) throws IOException {
        Bytes.text(out, seen.event());
        Bytes.text(out, seen.position());
        Bytes.text(out, seen.endpoint());
        out.writeLong(seen.time());
        out.writeBoolean(seen.clock() == Clock.UTC);
    }

    static Sighting sighting(DataInput in) throws IOException {
        return new Sighting(
                Bytes.text(in),
                Bytes.text(in),
                Bytes.text(in),
                in.readLong(),
                in.readBoolean() ? Clock.UTC : Clock.RECORD);
    }

    static void write(DataOutput out, Connection connection) throws IOException {
        write(out, connection.seen());
        out.writeBoolean(connection.inbound());
        write(out, connection.source());
        write(out, connection.destination());
        Bytes.text(out, connection.owner());
        out.writeLong(connection.pid());
        Bytes.text(out, connection.image());
        Bytes.text(out, connection.ticket());
    }

    static Connection connection(DataInput in) throws IOException {
        return new Connection(
                sighting(in),
                in.readBoolean(),
                address(in),
                address(in),
                Bytes.text(in),
                in.readLong(),
                Bytes.text(in),
                Bytes.text(in));
    }

    private static void write(DataOutput out, Connection.Address address) throws IOException {
        Bytes.text(out, address.ip());
        out.writeInt(address.port());
    }

    private static Connection.Address address(DataInput in) throws IOException {
        return new Connection.Address(Bytes.text(in), in.readInt());
    }

    static void write(DataOutput out, Logon logon) throws IOException {
        write(out, logon.seen());
        out.writeInt(logon.type());
        Bytes.text(out, logon.session());
        Bytes.text(out, logon.ip());
        out.writeInt(logon.port());
        Bytes.text(out, logon.guid());
        Bytes.text(out, logon.user());
        out.writeBoolean(logon.ntlm());
    }

    static Logon logon(DataInput in) throws IOException {
        return new Logon(
                sighting(in),
                in.readInt(),
                Bytes.text(in),
                Bytes.text(in),
                in.readInt(),
                Bytes.text(in),
                Bytes.text(in),
                in.readBoolean());
    }

    static void write(DataOutput out, Creation creation) throws IOException {
        write(out, creation.seen());
        Bytes.text(out, creation.entity());
        out.writeLong(creation.pid());
        Bytes.text(out, creation.image());
        Bytes.text(out, creation.runs());
        Bytes.text(out, creation.session());
        out.writeBoolean(creation.interactive());
        Bytes.text(out, creation.parent());
        out.writeLong(creation.parentPid());
        Bytes.text(out, creation.parentName());
        Bytes.text(out, creation.parentRuns());
    }

    static Creation creation(DataInput in) throws IOException {
        return new Creation(
                sighting(in),
                Bytes.text(in),
                in.readLong(),
                Bytes.text(in),
                Bytes.text(in),
                Bytes.text(in),
                in.readBoolean(),
                Bytes.text(in),
                in.readLong(),
                Bytes.text(in),
                Bytes.text(in));
    }

    static void write(DataOutput out, Trace.Started started) throws IOException {
        write(out, started.seen());
        Bytes.text(out, started.process());
        Bytes.text(out, started.image());
    }

    static Trace.Started started(DataInput in) throws IOException {
        return new Trace.Started(sighting(in), Bytes.text(in), Bytes.text(in));
    }
}
