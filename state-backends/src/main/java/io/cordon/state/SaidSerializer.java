package io.cordon.state;

import io.cordon.engine.incident.IncidentStore.Said;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Serializes {@link Said}. */
public final class SaidSerializer extends EngineSerializer<Said> {
    public static final SaidSerializer INSTANCE = new SaidSerializer();

    private static final long serialVersionUID = 1;

    @Override
    void write(Said value, DataOutput out) throws IOException {
        value.write(out);
    }

    @Override
    Said read(DataInput in) throws IOException {
        return Said.read(in);
    }

    @Override
    public Said createInstance() {
        throw new UnsupportedOperationException("what was said has a state");
    }

    @Override
    public TypeSerializerSnapshot<Said> snapshotConfiguration() {
        return new Snapshot();
    }

    /** The serializer's place in a savepoint. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Said> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
