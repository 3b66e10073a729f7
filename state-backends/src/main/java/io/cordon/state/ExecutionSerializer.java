package io.cordon.state;

import io.cordon.engine.edge.Execution;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Serializes {@link Execution}. */
public final class ExecutionSerializer extends EngineSerializer<Execution> {
    public static final ExecutionSerializer INSTANCE = new ExecutionSerializer();

    private static final long serialVersionUID = 1;

    @Override
    void write(Execution value, DataOutput out) throws IOException {
        value.write(out);
    }

    @Override
    Execution read(DataInput in) throws IOException {
        return Execution.read(in);
    }

    @Override
    public Execution createInstance() {
        throw new UnsupportedOperationException("an execution has an id");
    }

    @Override
    public TypeSerializerSnapshot<Execution> snapshotConfiguration() {
        return new Snapshot();
    }

    /** The serializer's place in a savepoint. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Execution> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
