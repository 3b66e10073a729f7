package io.cordon.state;

import io.cordon.engine.tree.EndpointHeader;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Serializes {@link EndpointHeader}. */
public final class EndpointHeaderSerializer extends EngineSerializer<EndpointHeader> {
    public static final EndpointHeaderSerializer INSTANCE = new EndpointHeaderSerializer();

    private static final long serialVersionUID = 1;

    @Override
    void write(EndpointHeader value, DataOutput out) throws IOException {
        value.write(out);
    }

    @Override
    EndpointHeader read(DataInput in) throws IOException {
        return EndpointHeader.read(in);
    }

    @Override
    public EndpointHeader createInstance() {
        return new EndpointHeader();
    }

    @Override
    public TypeSerializerSnapshot<EndpointHeader> snapshotConfiguration() {
        return new Snapshot();
    }

    /** The serializer's place in a savepoint. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<EndpointHeader> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
