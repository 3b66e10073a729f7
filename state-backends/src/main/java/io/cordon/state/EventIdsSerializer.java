package io.cordon.state;

import io.cordon.engine.tree.EventIds;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Serializes {@link EventIds}. */
public final class EventIdsSerializer extends EngineSerializer<EventIds> {
    public static final EventIdsSerializer INSTANCE = new EventIdsSerializer();

    private static final long serialVersionUID = 1;

    @Override
    void write(EventIds value, DataOutput out) throws IOException {
        value.write(out);
    }

    @Override
    EventIds read(DataInput in) throws IOException {
        return EventIds.read(in);
    }

    @Override
    public EventIds createInstance() {
        return new EventIds();
    }

    @Override
    public TypeSerializerSnapshot<EventIds> snapshotConfiguration() {
        return new Snapshot();
    }

    /** The serializer's place in a savepoint. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<EventIds> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
