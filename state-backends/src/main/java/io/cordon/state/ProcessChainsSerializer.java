package io.cordon.state;

import io.cordon.engine.detect.ProcessChains;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Serializes {@link ProcessChains}. */
public final class ProcessChainsSerializer extends EngineSerializer<ProcessChains> {
    public static final ProcessChainsSerializer INSTANCE = new ProcessChainsSerializer();

    private static final long serialVersionUID = 1;

    @Override
    void write(ProcessChains value, DataOutput out) throws IOException {
        value.write(out);
    }

    @Override
    ProcessChains read(DataInput in) throws IOException {
        return ProcessChains.read(in);
    }

    @Override
    public ProcessChains createInstance() {
        return new ProcessChains();
    }

    @Override
    public TypeSerializerSnapshot<ProcessChains> snapshotConfiguration() {
        return new Snapshot();
    }

    /** The serializer's place in a savepoint. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<ProcessChains> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
