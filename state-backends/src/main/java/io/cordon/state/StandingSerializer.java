package io.cordon.state;

import io.cordon.engine.indicator.Standing;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Serializes {@link Standing}. */
public final class StandingSerializer extends EngineSerializer<Standing> {
    public static final StandingSerializer INSTANCE = new StandingSerializer();

    private static final long serialVersionUID = 1;

    @Override
    void write(Standing value, DataOutput out) throws IOException {
        value.write(out);
    }

    @Override
    Standing read(DataInput in) throws IOException {
        return Standing.read(in);
    }

    @Override
    public Standing createInstance() {
        throw new UnsupportedOperationException("what stands is of an incident");
    }

    @Override
    public TypeSerializerSnapshot<Standing> snapshotConfiguration() {
        return new Snapshot();
    }

    /** The serializer's place in a savepoint. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Standing> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
