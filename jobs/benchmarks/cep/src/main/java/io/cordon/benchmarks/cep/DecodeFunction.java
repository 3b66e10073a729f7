package io.cordon.benchmarks.cep;

import io.cordon.engine.event.EndpointEvent;
import io.cordon.schemas.Decoded;
import io.cordon.schemas.SchemaCoder;
import io.cordon.schemas.SchemaRegistry;
import io.cordon.schemas.Topics;
import io.cordon.streaming.JobOptions;
import io.cordon.streaming.TopicRecord;
import io.cordon.streaming.wire.EventWire;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;

/** Decodes events as detect does, and keeps of them what patterns ask. */
final class DecodeFunction extends RichFlatMapFunction<TopicRecord, Observed> {
    private static final long serialVersionUID = 1;

    private final JobOptions options;
    private transient SchemaCoder<io.cordon.wire.EndpointEvent> coder;

    @SuppressWarnings("NullAway.Init") // Flink calls open() before any element
    DecodeFunction(JobOptions options) {
        this.options = options;
    }

    @Override
    public void open(OpenContext context) {
        coder = new SchemaCoder<>(
                SchemaRegistry.of(options.registry()),
                options.topic(Topics.ENDPOINT_EVENTS),
                io.cordon.wire.EndpointEvent.class,
                () -> {});
    }

    @Override
    public void flatMap(TopicRecord record, Collector<Observed> out) {
        if (coder.decode(record.value()) instanceof Decoded.Value<io.cordon.wire.EndpointEvent> decoded) {
            EndpointEvent event = EventWire.fromWire(decoded.value());
            if (event.entity() != null) {
                out.collect(Observed.of(event, event.entity()));
            }
        }
    }
}
