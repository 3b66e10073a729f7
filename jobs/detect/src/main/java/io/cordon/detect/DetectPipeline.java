package io.cordon.detect;

import io.cordon.streaming.AppendTime;
import io.cordon.streaming.DeadLetters;
import io.cordon.streaming.KeyedBytes;
import io.cordon.streaming.TopicRecord;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.BroadcastStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Detect's topology: endpoint events → by endpoint → detect, beside them rules to every task → findings, dead letters. */
final class DetectPipeline {
    private DetectPipeline() {}

    static void build(
            StreamExecutionEnvironment env,
            DetectOptions options,
            Source<TopicRecord, ?, ?> events,
            Source<TopicRecord, ?, ?> rules,
            Sink<KeyedBytes> findings,
            Sink<KeyedBytes> deadLetters) {
        BroadcastStream<TopicRecord> everyRule =
                env.fromSource(rules, AppendTime.never(), "rules").uid("rules").broadcast(DetectFunction.RULES);
        SingleOutputStreamOperator<KeyedBytes> detected = env.fromSource(
                        events, AppendTime.watermarks(), "endpoint-events")
                .uid("endpoint-events")
                .keyBy(TopicRecord::requiredKey)
                .connect(everyRule)
                .process(new DetectFunction(options, RuleTopics::readTo))
                .name("detect")
                .uid("detect");
        detected.sinkTo(findings).name("findings").uid("findings");
        detected.getSideOutput(DeadLetters.TAG)
                .sinkTo(deadLetters)
                .name("dead-letters")
                .uid("dead-letters");
    }
}
