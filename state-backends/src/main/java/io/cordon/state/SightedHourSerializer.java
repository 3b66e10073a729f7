package io.cordon.state;

import io.cordon.engine.prevalence.SightedHour;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Serializes {@link SightedHour}. */
public final class SightedHourSerializer extends EngineSerializer<SightedHour> {
    public static final SightedHourSerializer INSTANCE = new SightedHourSerializer();

    private static final long serialVersionUID = 1;

    @Override
    void write(SightedHour value, DataOutput out) throws IOException {
        value.write(out);
    }

    @Override
    SightedHour read(DataInput in) throws IOException {
        return SightedHour.read(in);
    }

    @Override
    public SightedHour createInstance() {
        return new SightedHour();
    }

    @Override
    public TypeSerializerSnapshot<SightedHour> snapshotConfiguration() {
        return new Snapshot();
    }

    /** The serializer's place in a savepoint. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<SightedHour> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
