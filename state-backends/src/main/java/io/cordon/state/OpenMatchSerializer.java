package io.cordon.state;

import io.cordon.engine.detect.OpenMatch;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Serializes {@link OpenMatch}. */
public final class OpenMatchSerializer extends EngineSerializer<OpenMatch> {
    public static final OpenMatchSerializer INSTANCE = new OpenMatchSerializer();

    private static final long serialVersionUID = 1;

    @Override
    void write(OpenMatch value, DataOutput out) throws IOException {
        value.write(out);
    }

    @Override
    OpenMatch read(DataInput in) throws IOException {
        return OpenMatch.read(in);
    }

    @Override
    public OpenMatch createInstance() {
        throw new UnsupportedOperationException("an open match has an event");
    }

    @Override
    public TypeSerializerSnapshot<OpenMatch> snapshotConfiguration() {
        return new Snapshot();
    }

    /** The serializer's place in a savepoint. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<OpenMatch> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
