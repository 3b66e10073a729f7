package io.cordon.state;

import io.cordon.engine.detect.Waiting;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Serializes {@link Waiting}. */
public final class WaitingSerializer extends EngineSerializer<Waiting> {
    public static final WaitingSerializer INSTANCE = new WaitingSerializer();

    private static final long serialVersionUID = 1;

    @Override
    void write(Waiting value, DataOutput out) throws IOException {
        value.write(out);
    }

    @Override
    Waiting read(DataInput in) throws IOException {
        return Waiting.read(in);
    }

    @Override
    public Waiting createInstance() {
        throw new UnsupportedOperationException("what waits is a hit");
    }

    @Override
    public TypeSerializerSnapshot<Waiting> snapshotConfiguration() {
        return new Snapshot();
    }

    /** The serializer's place in a savepoint. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Waiting> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
