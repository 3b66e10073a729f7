package io.cordon.contain;

import io.cordon.schemas.Decoded;
import io.cordon.schemas.SchemaCoder;
import io.cordon.schemas.SchemaRegistry;
import io.cordon.streaming.DeadLetters;
import io.cordon.streaming.TopicRecord;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Gives each record the key of its tenant; what brakes count, they count of all its endpoints. */
final class RekeyFunction<T extends SpecificRecord> extends ProcessFunction<TopicRecord, TopicRecord> {
    private static final long serialVersionUID = 1;
    private static final String TENANT = "tenant";

    private final ContainOptions options;
    private final String topic;
    private final Class<T> type;
    private transient SchemaCoder<T> records;
    private transient DeadLetters deadLetters;
    private transient MetricGroup metrics;
    private transient Map<String, Counter> deadLettersBy;

    @SuppressWarnings("NullAway.Init") // Flink calls open() before any element
    RekeyFunction(ContainOptions options, String topic, Class<T> type) {
        this.options = options;
        this.topic = topic;
        this.type = type;
    }

    @Override
    public void open(OpenContext context) {
        deadLettersBy = new HashMap<>();
        metrics = getRuntimeContext().getMetricGroup().addGroup("cordon");
        records = new SchemaCoder<>(SchemaRegistry.of(options.registry()), options.topic(topic), type, () -> {});
        deadLetters = new DeadLetters(options, "contain", () -> {});
    }

    @Override
    public void processElement(TopicRecord record, Context context, Collector<TopicRecord> out) {
        Decoded<T> decoded = records.decode(record.value());
        if (decoded instanceof Decoded.Value<T> value) {
            SpecificRecord read = value.value();
            out.collect(new TopicRecord(
                    (String) read.get(read.getSchema().getField(TENANT).pos()),
                    record.value(),
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    record.appendTime()));
        } else if (decoded instanceof Decoded.Undecodable<T> undecodable) {
            deadLettersBy
                    .computeIfAbsent(
                            undecodable.reason(),
                            reason -> metrics.addGroup("reason", reason).counter("deadLetters"))
                    .inc();
            context.output(DeadLetters.TAG, deadLetters.of(record, undecodable.reason(), undecodable.detail()));
        }
    }
}
