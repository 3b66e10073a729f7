package io.cordon.state;

import io.cordon.engine.incident.Link;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Serializes {@link Link}. */
public final class LinkSerializer extends EngineSerializer<Link> {
    public static final LinkSerializer INSTANCE = new LinkSerializer();

    private static final long serialVersionUID = 1;

    @Override
    void write(Link value, DataOutput out) throws IOException {
        value.write(out);
    }

    @Override
    Link read(DataInput in) throws IOException {
        return Link.read(in);
    }

    @Override
    public Link createInstance() {
        throw new UnsupportedOperationException("a link has a process");
    }

    @Override
    public TypeSerializerSnapshot<Link> snapshotConfiguration() {
        return new Snapshot();
    }

    /** The serializer's place in a savepoint. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Link> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
