package io.cordon.contain;

import io.cordon.streaming.AppendTime;
import io.cordon.streaming.DeadLetters;
import io.cordon.streaming.KeyedBytes;
import io.cordon.streaming.TopicRecord;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** Contain's topology: findings → by endpoint → decide → commands, beside it dead letters. */
final class ContainPipeline {
    private ContainPipeline() {}

    static void build(
            StreamExecutionEnvironment env,
            ContainOptions options,
            Source<TopicRecord, ?, ?> findings,
            Sink<KeyedBytes> commands,
            Sink<KeyedBytes> deadLetters) {
        SingleOutputStreamOperator<TopicRecord> byEndpoint = env.fromSource(
                        findings, AppendTime.watermarks(), "findings")
                .uid("findings")
                .process(new RekeyFunction(options))
                .name("by-endpoint")
                .uid("by-endpoint");
        SingleOutputStreamOperator<KeyedBytes> ordered = byEndpoint
                .keyBy(TopicRecord::requiredKey)
                .process(new ContainFunction(options))
                .name("contain")
                .uid("contain");
        if (options.backfill()) {
            ordered.sinkTo(new DiscardingSink<>()).name("no-commands").uid("no-commands");
        } else {
            ordered.sinkTo(commands).name("commands").uid("commands");
        }
        byEndpoint
                .getSideOutput(DeadLetters.TAG)
                .sinkTo(deadLetters)
                .name("dead-letters")
                .uid("dead-letters");
    }
}
