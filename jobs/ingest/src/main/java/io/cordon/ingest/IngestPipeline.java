package io.cordon.ingest;

import io.cordon.streaming.DeadLetters;
import io.cordon.streaming.KeyedBytes;
import io.cordon.streaming.TopicRecord;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Ingest's topology: telemetry → normalize → endpoint events, beside it dead letters. */
final class IngestPipeline {
    private IngestPipeline() {}

    static void build(
            StreamExecutionEnvironment env,
            IngestOptions options,
            Source<TopicRecord, ?, ?> telemetry,
            Sink<KeyedBytes> events,
            Sink<KeyedBytes> deadLetters) {
        SingleOutputStreamOperator<KeyedBytes> normalized = env.fromSource(
                        telemetry, WatermarkStrategy.noWatermarks(), "telemetry")
                .uid("telemetry")
                .process(new NormalizeFunction(options))
                .name("normalize")
                .uid("normalize");
        normalized.sinkTo(events).name("endpoint-events").uid("endpoint-events");
        normalized
                .getSideOutput(DeadLetters.TAG)
                .sinkTo(deadLetters)
                .name("dead-letters")
                .uid("dead-letters");
    }
}
