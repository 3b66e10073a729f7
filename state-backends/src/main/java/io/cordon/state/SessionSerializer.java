package io.cordon.state;

import io.cordon.engine.edge.Session;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Serializes {@link Session}. */
public final class SessionSerializer extends EngineSerializer<Session> {
    public static final SessionSerializer INSTANCE = new SessionSerializer();

    private static final long serialVersionUID = 1;

    @Override
    void write(Session value, DataOutput out) throws IOException {
        value.write(out);
    }

    @Override
    Session read(DataInput in) throws IOException {
        return Session.read(in);
    }

    @Override
    public Session createInstance() {
        return Session.empty();
    }

    @Override
    public TypeSerializerSnapshot<Session> snapshotConfiguration() {
        return new Snapshot();
    }

    /** The serializer's place in a savepoint. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Session> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
