package io.cordon.state;

import io.cordon.engine.edge.Minute;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Serializes {@link Minute}. */
public final class MinuteSerializer extends EngineSerializer<Minute> {
    public static final MinuteSerializer INSTANCE = new MinuteSerializer();

    private static final long serialVersionUID = 1;

    @Override
    void write(Minute value, DataOutput out) throws IOException {
        value.write(out);
    }

    @Override
    Minute read(DataInput in) throws IOException {
        return Minute.read(in);
    }

    @Override
    public Minute createInstance() {
        return Minute.empty();
    }

    @Override
    public TypeSerializerSnapshot<Minute> snapshotConfiguration() {
        return new Snapshot();
    }

    /** The serializer's place in a savepoint. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Minute> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
