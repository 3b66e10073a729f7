package io.cordon.state;

import io.cordon.engine.indicator.Recalled;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Serializes {@link Recalled}. */
public final class RecalledSerializer extends EngineSerializer<Recalled> {
    public static final RecalledSerializer INSTANCE = new RecalledSerializer();

    private static final long serialVersionUID = 1;

    @Override
    void write(Recalled value, DataOutput out) throws IOException {
        value.write(out);
    }

    @Override
    Recalled read(DataInput in) throws IOException {
        return Recalled.read(in);
    }

    @Override
    public Recalled createInstance() {
        throw new UnsupportedOperationException("what is recalled is of an indicator");
    }

    @Override
    public TypeSerializerSnapshot<Recalled> snapshotConfiguration() {
        return new Snapshot();
    }

    /** The serializer's place in a savepoint. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Recalled> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
