package io.cordon.state;

import io.cordon.engine.edge.Connection;
import io.cordon.engine.edge.Connections;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Serializes a process's connections. */
public final class ConnectionsSerializer extends EngineSerializer<List<Connection>> {
    public static final ConnectionsSerializer INSTANCE = new ConnectionsSerializer();

    private static final long serialVersionUID = 1;

    @Override
    void write(List<Connection> value, DataOutput out) throws IOException {
        Connections.write(value, out);
    }

    @Override
    List<Connection> read(DataInput in) throws IOException {
        return Connections.read(in);
    }

    @Override
    public List<Connection> createInstance() {
        return new ArrayList<>();
    }

    @Override
    public TypeSerializerSnapshot<List<Connection>> snapshotConfiguration() {
        return new Snapshot();
    }

    /** The serializer's place in a savepoint. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<List<Connection>> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
