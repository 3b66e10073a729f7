package io.cordon.state;

import io.cordon.engine.tree.PidEntry;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Serializes {@link PidEntry}. */
public final class PidEntrySerializer extends EngineSerializer<PidEntry> {
    public static final PidEntrySerializer INSTANCE = new PidEntrySerializer();

    private static final long serialVersionUID = 1;

    @Override
    void write(PidEntry value, DataOutput out) throws IOException {
        value.write(out);
    }

    @Override
    PidEntry read(DataInput in) throws IOException {
        return PidEntry.read(in);
    }

    @Override
    public PidEntry createInstance() {
        return new PidEntry();
    }

    @Override
    public TypeSerializerSnapshot<PidEntry> snapshotConfiguration() {
        return new Snapshot();
    }

    /** The serializer's place in a savepoint. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<PidEntry> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
