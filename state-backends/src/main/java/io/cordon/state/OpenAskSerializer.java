package io.cordon.state;

import io.cordon.engine.rarity.OpenAsk;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Serializes {@link OpenAsk}. */
public final class OpenAskSerializer extends EngineSerializer<OpenAsk> {
    public static final OpenAskSerializer INSTANCE = new OpenAskSerializer();

    private static final long serialVersionUID = 1;

    @Override
    void write(OpenAsk value, DataOutput out) throws IOException {
        value.write(out);
    }

    @Override
    OpenAsk read(DataInput in) throws IOException {
        return OpenAsk.read(in);
    }

    @Override
    public OpenAsk createInstance() {
        throw new UnsupportedOperationException("an ask has a hit");
    }

    @Override
    public TypeSerializerSnapshot<OpenAsk> snapshotConfiguration() {
        return new Snapshot();
    }

    /** The serializer's place in a savepoint. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<OpenAsk> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
