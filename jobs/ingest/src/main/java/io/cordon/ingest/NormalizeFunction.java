package io.cordon.ingest;

import io.cordon.engine.mapping.Normalized;
import io.cordon.engine.mapping.Normalizer;
import io.cordon.engine.mapping.Origin;
import io.cordon.schemas.SchemaCoder;
import io.cordon.schemas.SchemaRegistry;
import io.cordon.schemas.Topics;
import io.cordon.streaming.DeadLetters;
import io.cordon.streaming.KeyedBytes;
import io.cordon.streaming.TopicRecord;
import io.cordon.streaming.wire.EventWire;
import io.cordon.wire.EndpointEvent;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Turns raw records into encoded endpoint events. */
final class NormalizeFunction extends ProcessFunction<TopicRecord, KeyedBytes> {
    private static final long serialVersionUID = 1;
    /** Beyond this an event is not written, since nothing of ours exceeds 512 KB. */
    private static final int LARGEST_EVENT = 512 * 1024;

    private final IngestOptions options;
    private transient Normalizer normalizer;
    private transient SchemaCoder<EndpointEvent> coder;
    private transient DeadLetters deadLetters;
    private transient MetricGroup metrics;
    private transient Counter events;
    /** By reason; a name can be registered once only. */
    private transient Map<String, Counter> rejected;

    @SuppressWarnings("NullAway.Init") // Flink calls open() before any element
    NormalizeFunction(IngestOptions options) {
        this.options = options;
    }

    @Override
    public void open(OpenContext context) {
        metrics = getRuntimeContext().getMetricGroup().addGroup("cordon");
        events = metrics.counter("events");
        rejected = new HashMap<>();
        Counter waits = metrics.counter("registryWaits");
        normalizer = options.normalizer();
        coder = new SchemaCoder<>(
                SchemaRegistry.of(options.registry()),
                options.topic(Topics.ENDPOINT_EVENTS),
                EndpointEvent.class,
                waits::inc);
        deadLetters = new DeadLetters(options, "ingest", waits::inc);
    }

    @Override
    public void processElement(TopicRecord record, Context context, Collector<KeyedBytes> out) {
        Normalized result = normalizer.normalize(
                options.tenant(), record.value(), new Origin(record.position(), record.appendTime(), null));
        if (result instanceof Normalized.Mapped mapped) {
            byte[] bytes = coder.encode(EventWire.toWire(mapped.event()));
            if (bytes.length > LARGEST_EVENT) {
                reject(record, "too-large", bytes.length + " bytes as an event, at most " + LARGEST_EVENT, context);
                return;
            }
            events.inc();
            out.collect(new KeyedBytes(EventWire.key(mapped.event()), bytes));
        } else if (result instanceof Normalized.Rejected rejected) {
            reject(record, symbol(rejected), rejected.detail(), context);
        }
    }

    private void reject(TopicRecord record, String reason, String detail, Context context) {
        rejected.computeIfAbsent(reason, r -> metrics.addGroup("reason", r).counter("deadLetters"))
                .inc();
        context.output(DeadLetters.TAG, deadLetters.of(record, reason, detail));
    }

    private static String symbol(Normalized.Rejected rejected) {
        return rejected.reason().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
