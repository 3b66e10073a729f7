package io.cordon.state;

import io.cordon.engine.edge.Trace;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Serializes {@link Trace}. */
public final class TraceSerializer extends EngineSerializer<Trace> {
    public static final TraceSerializer INSTANCE = new TraceSerializer();

    private static final long serialVersionUID = 1;

    @Override
    void write(Trace value, DataOutput out) throws IOException {
        value.write(out);
    }

    @Override
    Trace read(DataInput in) throws IOException {
        return Trace.read(in);
    }

    @Override
    public Trace createInstance() {
        throw new UnsupportedOperationException("a trace has an id");
    }

    @Override
    public TypeSerializerSnapshot<Trace> snapshotConfiguration() {
        return new Snapshot();
    }

    /** The serializer's place in a savepoint. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Trace> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
