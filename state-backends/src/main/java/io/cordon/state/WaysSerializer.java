package io.cordon.state;

import io.cordon.engine.tree.Ways;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Serializes {@link Ways}. */
public final class WaysSerializer extends EngineSerializer<Ways> {
    public static final WaysSerializer INSTANCE = new WaysSerializer();

    private static final long serialVersionUID = 1;

    @Override
    void write(Ways value, DataOutput out) throws IOException {
        value.write(out);
    }

    @Override
    Ways read(DataInput in) throws IOException {
        return Ways.read(in);
    }

    @Override
    public Ways createInstance() {
        return new Ways();
    }

    @Override
    public TypeSerializerSnapshot<Ways> snapshotConfiguration() {
        return new Snapshot();
    }

    /** The serializer's place in a savepoint. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Ways> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
