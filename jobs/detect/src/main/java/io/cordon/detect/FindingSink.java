package io.cordon.detect;

import io.cordon.engine.detect.Counter;
import io.cordon.engine.detect.Sink;
import io.cordon.engine.finding.Finding;
import io.cordon.schemas.SchemaCoder;
import io.cordon.schemas.SchemaRegistry;
import io.cordon.schemas.Topics;
import io.cordon.streaming.JobOptions;
import io.cordon.streaming.KeyedBytes;
import io.cordon.streaming.wire.FindingWire;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Encodes what the detector says for the findings topic, and counts it. */
final class FindingSink implements Sink {
    private final SchemaCoder<io.cordon.wire.Finding> coder;
    private final DetectMetrics metrics;
    private @Nullable Collector<KeyedBytes> out;

    FindingSink(JobOptions options, DetectMetrics metrics) {
        this.metrics = metrics;
        this.coder = new SchemaCoder<>(
                SchemaRegistry.of(options.registry()),
                options.topic(Topics.FINDINGS),
                io.cordon.wire.Finding.class,
                metrics::registryWaited);
    }

    FindingSink to(Collector<KeyedBytes> collector) {
        out = collector;
        return this;
    }

    @Override
    public void finding(Finding finding) {
        if (out == null) {
            throw new IllegalStateException("no collector");
        }
        io.cordon.wire.Finding wire = FindingWire.toWire(finding);
        metrics.finding(wire.getAppendTime());
        out.collect(new KeyedBytes(finding.id(), coder.encode(wire)));
    }

    @Override
    public void counted(Counter counter) {
        metrics.counted(counter);
    }
}
