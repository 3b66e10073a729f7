package io.cordon.state;

import io.cordon.engine.incident.Clue;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Serializes {@link Clue}. */
public final class ClueSerializer extends EngineSerializer<Clue> {
    public static final ClueSerializer INSTANCE = new ClueSerializer();

    private static final long serialVersionUID = 1;

    @Override
    void write(Clue value, DataOutput out) throws IOException {
        value.write(out);
    }

    @Override
    Clue read(DataInput in) throws IOException {
        return Clue.read(in);
    }

    @Override
    public Clue createInstance() {
        throw new UnsupportedOperationException("a clue has an id");
    }

    @Override
    public TypeSerializerSnapshot<Clue> snapshotConfiguration() {
        return new Snapshot();
    }

    /** The serializer's place in a savepoint. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Clue> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
