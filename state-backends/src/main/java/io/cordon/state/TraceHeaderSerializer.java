package io.cordon.state;

import io.cordon.engine.edge.TraceHeader;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Serializes {@link TraceHeader}. */
public final class TraceHeaderSerializer extends EngineSerializer<TraceHeader> {
    public static final TraceHeaderSerializer INSTANCE = new TraceHeaderSerializer();

    private static final long serialVersionUID = 1;

    @Override
    void write(TraceHeader value, DataOutput out) throws IOException {
        value.write(out);
    }

    @Override
    TraceHeader read(DataInput in) throws IOException {
        return TraceHeader.read(in);
    }

    @Override
    public TraceHeader createInstance() {
        return TraceHeader.NONE;
    }

    @Override
    public TypeSerializerSnapshot<TraceHeader> snapshotConfiguration() {
        return new Snapshot();
    }

    /** The serializer's place in a savepoint. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<TraceHeader> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
