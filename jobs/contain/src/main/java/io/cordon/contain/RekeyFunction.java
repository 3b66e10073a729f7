package io.cordon.contain;

import io.cordon.schemas.Decoded;
import io.cordon.schemas.SchemaCoder;
import io.cordon.schemas.SchemaRegistry;
import io.cordon.schemas.Topics;
import io.cordon.streaming.DeadLetters;
import io.cordon.streaming.TopicRecord;
import io.cordon.wire.Finding;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Gives each finding the key of the endpoint that it concerns. */
final class RekeyFunction extends ProcessFunction<TopicRecord, TopicRecord> {
    private static final long serialVersionUID = 1;

    private final ContainOptions options;
    private transient SchemaCoder<Finding> findings;
    private transient DeadLetters deadLetters;
    private transient MetricGroup metrics;
    private transient Map<String, Counter> deadLettersBy;

    @SuppressWarnings("NullAway.Init") // Flink calls open() before any element
    RekeyFunction(ContainOptions options) {
        this.options = options;
    }

    @Override
    public void open(OpenContext context) {
        deadLettersBy = new HashMap<>();
        metrics = getRuntimeContext().getMetricGroup().addGroup("cordon");
        findings = new SchemaCoder<>(
                SchemaRegistry.of(options.registry()), options.topic(Topics.FINDINGS), Finding.class, () -> {});
        deadLetters = new DeadLetters(options, "contain", () -> {});
    }

    @Override
    public void processElement(TopicRecord record, Context context, Collector<TopicRecord> out) {
        Decoded<Finding> decoded = findings.decode(record.value());
        if (decoded instanceof Decoded.Value<Finding> finding) {
            out.collect(new TopicRecord(
                    key(finding.value()),
                    record.value(),
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    record.appendTime()));
        } else if (decoded instanceof Decoded.Undecodable<Finding> undecodable) {
            deadLettersBy
                    .computeIfAbsent(
                            undecodable.reason(),
                            reason -> metrics.addGroup("reason", reason).counter("deadLetters"))
                    .inc();
            context.output(DeadLetters.TAG, deadLetters.of(record, undecodable.reason(), undecodable.detail()));
        }
    }

    private static String key(Finding finding) {
        String endpoint = finding.getTarget() != null
                ? finding.getTarget().getEndpoint()
                : finding.getEndpoints().isEmpty() ? "" : finding.getEndpoints().get(0);
        return finding.getTenant() + '/' + endpoint;
    }
}
