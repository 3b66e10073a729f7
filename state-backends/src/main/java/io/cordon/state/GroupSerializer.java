package io.cordon.state;

import io.cordon.engine.correlate.Group;
import io.cordon.engine.correlate.GroupBytes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Serializes {@link Group}. */
public final class GroupSerializer extends EngineSerializer<Group> {
    public static final GroupSerializer INSTANCE = new GroupSerializer();

    private static final long serialVersionUID = 1;

    @Override
    void write(Group value, DataOutput out) throws IOException {
        GroupBytes.write(value, out);
    }

    @Override
    Group read(DataInput in) throws IOException {
        return GroupBytes.read(in);
    }

    @Override
    public Group createInstance() {
        throw new UnsupportedOperationException("a group has a place");
    }

    @Override
    public TypeSerializerSnapshot<Group> snapshotConfiguration() {
        return new Snapshot();
    }

    /** The serializer's place in a savepoint. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Group> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
