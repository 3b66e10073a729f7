package io.cordon.state;

import io.cordon.engine.tree.ProcessEntry;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Serializes {@link ProcessEntry}. */
public final class ProcessEntrySerializer extends EngineSerializer<ProcessEntry> {
    public static final ProcessEntrySerializer INSTANCE = new ProcessEntrySerializer();

    private static final long serialVersionUID = 1;

    @Override
    void write(ProcessEntry value, DataOutput out) throws IOException {
        value.write(out);
    }

    @Override
    ProcessEntry read(DataInput in) throws IOException {
        return ProcessEntry.read(in);
    }

    @Override
    public ProcessEntry createInstance() {
        return ProcessEntry.of("");
    }

    @Override
    public TypeSerializerSnapshot<ProcessEntry> snapshotConfiguration() {
        return new Snapshot();
    }

    /** The serializer's place in a savepoint. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<ProcessEntry> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
