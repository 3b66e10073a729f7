package io.cordon.state;

import io.cordon.engine.sequence.ChainHead;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Serializes {@link ChainHead}. */
public final class ChainHeadSerializer extends EngineSerializer<ChainHead> {
    public static final ChainHeadSerializer INSTANCE = new ChainHeadSerializer();

    private static final long serialVersionUID = 1;

    @Override
    void write(ChainHead value, DataOutput out) throws IOException {
        value.write(out);
    }

    @Override
    ChainHead read(DataInput in) throws IOException {
        return ChainHead.read(in);
    }

    @Override
    public ChainHead createInstance() {
        throw new UnsupportedOperationException("a head has a place");
    }

    @Override
    public TypeSerializerSnapshot<ChainHead> snapshotConfiguration() {
        return new Snapshot();
    }

    /** The serializer's place in a savepoint. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<ChainHead> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
