package io.cordon.state;

import io.cordon.engine.tree.StartTexts;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Serializes {@link StartTexts}. */
public final class StartTextsSerializer extends EngineSerializer<StartTexts> {
    public static final StartTextsSerializer INSTANCE = new StartTextsSerializer();

    private static final long serialVersionUID = 1;

    @Override
    void write(StartTexts value, DataOutput out) throws IOException {
        value.write(out);
    }

    @Override
    StartTexts read(DataInput in) throws IOException {
        return StartTexts.read(in);
    }

    @Override
    public StartTexts createInstance() {
        return new StartTexts(List.of());
    }

    @Override
    public TypeSerializerSnapshot<StartTexts> snapshotConfiguration() {
        return new Snapshot();
    }

    /** The serializer's place in a savepoint. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<StartTexts> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
