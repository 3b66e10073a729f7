package io.cordon.state;

import io.cordon.engine.edge.Registered;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Serializes {@link Registered}. */
public final class RegisteredSerializer extends EngineSerializer<Registered> {
    public static final RegisteredSerializer INSTANCE = new RegisteredSerializer();

    private static final long serialVersionUID = 1;

    @Override
    void write(Registered value, DataOutput out) throws IOException {
        value.write(out);
    }

    @Override
    Registered read(DataInput in) throws IOException {
        return Registered.read(in);
    }

    @Override
    public Registered createInstance() {
        return Registered.empty();
    }

    @Override
    public TypeSerializerSnapshot<Registered> snapshotConfiguration() {
        return new Snapshot();
    }

    /** The serializer's place in a savepoint. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Registered> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
