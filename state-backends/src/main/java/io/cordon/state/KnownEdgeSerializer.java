package io.cordon.state;

import io.cordon.engine.edge.KnownEdge;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Serializes {@link KnownEdge}. */
public final class KnownEdgeSerializer extends EngineSerializer<KnownEdge> {
    public static final KnownEdgeSerializer INSTANCE = new KnownEdgeSerializer();

    private static final long serialVersionUID = 1;

    @Override
    void write(KnownEdge value, DataOutput out) throws IOException {
        value.write(out);
    }

    @Override
    KnownEdge read(DataInput in) throws IOException {
        return KnownEdge.read(in);
    }

    @Override
    public KnownEdge createInstance() {
        return KnownEdge.NONE;
    }

    @Override
    public TypeSerializerSnapshot<KnownEdge> snapshotConfiguration() {
        return new Snapshot();
    }

    /** The serializer's place in a savepoint. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<KnownEdge> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
