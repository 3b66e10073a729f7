package io.cordon.state;

import io.cordon.engine.sequence.ChainGroup;
import io.cordon.engine.sequence.ChainGroupBytes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Serializes {@link ChainGroup}. */
public final class ChainGroupSerializer extends EngineSerializer<ChainGroup> {
    public static final ChainGroupSerializer INSTANCE = new ChainGroupSerializer();

    private static final long serialVersionUID = 1;

    @Override
    void write(ChainGroup value, DataOutput out) throws IOException {
        ChainGroupBytes.write(value, out);
    }

    @Override
    ChainGroup read(DataInput in) throws IOException {
        return ChainGroupBytes.read(in);
    }

    @Override
    public ChainGroup createInstance() {
        throw new UnsupportedOperationException("a group has a place");
    }

    @Override
    public TypeSerializerSnapshot<ChainGroup> snapshotConfiguration() {
        return new Snapshot();
    }

    /** The serializer's place in a savepoint. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<ChainGroup> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
