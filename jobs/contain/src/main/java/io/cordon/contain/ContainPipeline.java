package io.cordon.contain;

import io.cordon.schemas.Topics;
import io.cordon.streaming.AppendTime;
import io.cordon.streaming.DeadLetters;
import io.cordon.streaming.KeyedBytes;
import io.cordon.streaming.TopicRecord;
import io.cordon.wire.Command;
import io.cordon.wire.CommandResponse;
import io.cordon.wire.Finding;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** Contain's topology: findings, control and answers by tenant → decide → commands, desired state and what is held, beside them dead letters. */
final class ContainPipeline {
    private ContainPipeline() {}

    /** Where contain reads from. */
    record Sources(
            Source<TopicRecord, ?, ?> findings,
            Source<TopicRecord, ?, ?> control,
            Source<TopicRecord, ?, ?> responses,
            Beforehand beforehand) {}

    /** Where contain writes to. */
    record Sinks(
            Sink<KeyedBytes> commands,
            Sink<KeyedBytes> desiredState,
            Sink<KeyedBytes> held,
            Sink<KeyedBytes> deadLetters) {}

    static void build(StreamExecutionEnvironment env, ContainOptions options, Sources sources, Sinks sinks) {
        SingleOutputStreamOperator<TopicRecord> findings = env.fromSource(
                        sources.findings(), AppendTime.watermarks(), "findings")
                .uid("findings")
                .process(new RekeyFunction<>(options, Topics.FINDINGS, Finding.class))
                .name("findings-by-tenant")
                .uid("findings-by-tenant");
        SingleOutputStreamOperator<TopicRecord> control = env.fromSource(
                        sources.control(), AppendTime.never(), "control")
                .uid("control")
                .process(new RekeyFunction<>(options, Topics.POLICIES, Command.class))
                .name("control-by-tenant")
                .uid("control-by-tenant");
        SingleOutputStreamOperator<TopicRecord> responses = env.fromSource(
                        sources.responses(), AppendTime.never(), "responses")
                .uid("responses")
                .process(new RekeyFunction<>(options, Topics.RESPONSES, CommandResponse.class))
                .name("responses-by-tenant")
                .uid("responses-by-tenant");
        SingleOutputStreamOperator<KeyedBytes> decided = findings.keyBy(TopicRecord::requiredKey)
                .connect(control.union(responses).keyBy(TopicRecord::requiredKey))
                .process(new ContainFunction(options, sources.beforehand()))
                .name("contain")
                .uid("contain");
        if (options.backfill()) {
            decided.sinkTo(new DiscardingSink<>()).name("no-commands").uid("no-commands");
        } else {
            sink(decided, sinks.commands(), "commands");
            sink(decided.getSideOutput(ContainFunction.DESIRED), sinks.desiredState(), "desired-state");
            sink(decided.getSideOutput(ContainFunction.HELD), sinks.held(), "held");
        }
        sink(
                findings.getSideOutput(DeadLetters.TAG)
                        .union(control.getSideOutput(DeadLetters.TAG), responses.getSideOutput(DeadLetters.TAG)),
                sinks.deadLetters(),
                "dead-letters");
    }

    private static void sink(DataStream<KeyedBytes> stream, Sink<KeyedBytes> to, String name) {
        stream.sinkTo(to).name(name).uid(name);
    }
}
