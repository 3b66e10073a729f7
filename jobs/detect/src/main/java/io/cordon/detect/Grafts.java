package io.cordon.detect;

import io.cordon.engine.tree.Graft;
import io.cordon.engine.tree.Way;
import io.cordon.schemas.Decoded;
import io.cordon.schemas.SchemaCoder;
import io.cordon.schemas.SchemaRegistry;
import io.cordon.schemas.Topics;
import io.cordon.streaming.JobOptions;
import io.cordon.streaming.KeyedBytes;
import io.cordon.streaming.wire.GraftWire;
import org.apache.flink.util.OutputTag;

/** The loop through which lineage passes over edges: from stage to topic, and back to the endpoints that it is for. */
final class Grafts {
    private static final OutputTag<KeyedBytes> TAG = new Tag();

    private final SchemaCoder<io.cordon.wire.Graft> coder;

    /** @param registryWaited hears of each time that the registry did not answer */
    Grafts(JobOptions options, Runnable registryWaited) {
        coder = new SchemaCoder<>(
                SchemaRegistry.of(options.registry()),
                options.topic(Topics.GRAFTS),
                io.cordon.wire.Graft.class,
                registryWaited);
    }

    private static final class Tag extends OutputTag<KeyedBytes> {
        private static final long serialVersionUID = 1;

        Tag() {
            super("grafts");
        }
    }

    /** Where they go. */
    static OutputTag<KeyedBytes> tag() {
        return TAG;
    }

    KeyedBytes encode(Way way) {
        return new KeyedBytes(GraftWire.key(way), coder.encode(GraftWire.toWire(way)));
    }

    KeyedBytes encode(Graft graft) {
        return new KeyedBytes(GraftWire.key(graft), coder.encode(GraftWire.toWire(graft)));
    }

    Decoded<io.cordon.wire.Graft> decode(byte[] record) {
        return coder.decode(record);
    }
}
