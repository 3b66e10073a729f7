package io.cordon.engine.tree;

import io.cordon.engine.event.Bytes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;

/** Ids of events; changed in place. */
public record EventIds(Set<String> ids) {
    private static final int VERSION = 1;

    public EventIds() {
        this(new TreeSet<>());
    }

    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeInt(ids.size());
        for (String id : ids) {
            Bytes.text(out, id);
        }
    }

    public static EventIds read(DataInput in) throws IOException {
        Bytes.version(in, VERSION);
        EventIds read = new EventIds();
        for (int i = in.readInt(); i > 0; i--) {
            read.ids.add(Bytes.text(in));
        }
        return read;
    }
}
