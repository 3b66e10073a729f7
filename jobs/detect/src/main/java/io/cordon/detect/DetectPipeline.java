package io.cordon.detect;

import io.cordon.engine.rule.RuleSet;
import io.cordon.streaming.AppendTime;
import io.cordon.streaming.DeadLetters;
import io.cordon.streaming.KeyedBytes;
import io.cordon.streaming.TopicRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.BroadcastStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.OutputTag;

/**
 * Detect's topology: endpoint events → by endpoint → detect → by artefact and by fleet → rarity → by group → correlate, beside them
 * rules and indicators to every task → findings, dead letters; what detect traced → by address → edge-join → by edge → edges; what
 * passes over these → a topic → back to its endpoint; findings and edges → by tenant → incidents → indicators → a topic → back to every task.
 */
final class DetectPipeline {
    private DetectPipeline() {}

    static void build(StreamExecutionEnvironment env, DetectOptions options, DetectSources sources, DetectSinks sinks) {
        DataStream<TopicRecord> rules = read(sources.rules(), "rules", env);
        DataStream<TopicRecord> words = read(sources.indicators(), "indicators-said", env);
        BroadcastStream<TopicRecord> everyRule = rules.broadcast(DetectFunction.RULES);
        SingleOutputStreamOperator<KeyedBytes> detected = env.fromSource(
                        sources.events(), AppendTime.watermarks(), "endpoint-events")
                .uid("endpoint-events")
                .union(read(sources.grafts(), "grafts-read", env))
                .keyBy(TopicRecord::requiredKey)
                .connect(rules.union(words).broadcast(DetectFunction.RULES, IndicatorHits.WORDS))
                .process(new DetectFunction(options, sources.initialRules()))
                .name("detect")
                .uid("detect");
        SingleOutputStreamOperator<KeyedBytes> recalled = recalled(words, options);
        List<SingleOutputStreamOperator<KeyedBytes>> judges =
                judges(detected, recalled, everyRule, options, sources.initialRules());
        SingleOutputStreamOperator<KeyedBytes> edges = edges(detected, options);
        SingleOutputStreamOperator<KeyedBytes> incidents = incidents(judges, edges, recalled, options);
        write(union(judges), sinks.findings(), "findings");
        write(edges, sinks.edges(), "edges");
        write(sideOutputs(Grafts.tag(), Stream.of(edges, detected)), sinks.grafts(), "grafts");
        write(incidents, sinks.incidents(), "incidents");
        write(
                sideOutputs(Words.tag(), Stream.concat(judges.stream(), Stream.of(incidents))),
                sinks.indicators(),
                "indicators");
        detected.getSideOutput(DeadLetters.TAG)
                .sinkTo(sinks.deadLetters())
                .name("dead-letters")
                .uid("dead-letters");
    }

    /** Those whose records wait for nobody's time. */
    private static DataStream<TopicRecord> read(
            Source<TopicRecord, ?, ?> source, String name, StreamExecutionEnvironment env) {
        return env.fromSource(source, AppendTime.never(), name).uid(name);
    }

    private static void write(DataStream<KeyedBytes> records, Sink<KeyedBytes> sink, String name) {
        records.sinkTo(sink).name(name).uid(name);
    }

    /** What one endpoint traced of executions meets what another did. */
    private static SingleOutputStreamOperator<KeyedBytes> edges(
            SingleOutputStreamOperator<KeyedBytes> detected, DetectOptions options) {
        return detected.getSideOutput(Traces.tag())
                .keyBy(KeyedBytes::key)
                .process(new EdgeJoinFunction())
                .name("edge-join")
                .uid("edge-join")
                .keyBy(KeyedBytes::key)
                .process(new EdgeFunction(options))
                .name("edge-versions")
                .uid("edge-versions");
    }

    /** What findings and edges make together. */
    private static SingleOutputStreamOperator<KeyedBytes> incidents(
            List<SingleOutputStreamOperator<KeyedBytes>> judges,
            SingleOutputStreamOperator<KeyedBytes> edges,
            SingleOutputStreamOperator<KeyedBytes> recalled,
            DetectOptions options) {
        return sideOutputs(Tellings.tag(), Stream.concat(judges.stream(), Stream.of(edges, recalled)))
                .keyBy(KeyedBytes::key)
                .process(new IncidentFunction(options))
                .name("incident-versions")
                .uid("incident-versions");
    }

    /** What is said of indicators, on its way to the memory of their artefacts. */
    private static SingleOutputStreamOperator<KeyedBytes> recalled(
            DataStream<TopicRecord> words, DetectOptions options) {
        return words.process(new IndicatorWordsFunction(options))
                .name("indicator-words")
                .uid("indicator-words");
    }

    /** All that say findings: what detects, and what correlations make of that; each level of them hears those below. */
    private static List<SingleOutputStreamOperator<KeyedBytes>> judges(
            SingleOutputStreamOperator<KeyedBytes> detected,
            DataStream<KeyedBytes> recalled,
            BroadcastStream<TopicRecord> everyRule,
            DetectOptions options,
            InitialRules initialRules) {
        SingleOutputStreamOperator<KeyedBytes> artefacts = remembered(
                detected.getSideOutput(Recollections.artefacts()).union(recalled),
                "artefacts",
                everyRule,
                options,
                initialRules);
        SingleOutputStreamOperator<KeyedBytes> fleet = remembered(
                detected.getSideOutput(Recollections.fleet()).union(artefacts.getSideOutput(Recollections.fleet())),
                "fleet",
                everyRule,
                options,
                initialRules);
        List<SingleOutputStreamOperator<KeyedBytes>> below = new ArrayList<>(List.of(detected, fleet, artefacts));
        for (int level = 1; level <= RuleSet.MOST_LEVELS; level++) {
            below.add(sideOutputs(Contributions.tag(level), below.stream())
                    .transform("add-up-" + level, TypeInformation.of(KeyedBytes.class), new AddUpOperator())
                    .uid("add-up-" + level)
                    .keyBy(KeyedBytes::key)
                    .connect(everyRule)
                    .process(new CorrelateFunction(options, initialRules))
                    .name("correlate-" + level)
                    .uid("correlate-" + level));
        }
        return below;
    }

    /** The memory of what endpoints have in common, and what it says to the matches that ask it. */
    private static SingleOutputStreamOperator<KeyedBytes> remembered(
            DataStream<KeyedBytes> recollections,
            String name,
            BroadcastStream<TopicRecord> everyRule,
            DetectOptions options,
            InitialRules initialRules) {
        return recollections
                .keyBy(KeyedBytes::key)
                .connect(everyRule)
                .process(new RarityFunction(options, initialRules))
                .name(name)
                .uid(name);
    }

    private static DataStream<KeyedBytes> sideOutputs(
            OutputTag<KeyedBytes> tag, Stream<SingleOutputStreamOperator<KeyedBytes>> stages) {
        return union(stages.map(stage -> stage.getSideOutput(tag)).toList());
    }

    private static DataStream<KeyedBytes> union(List<? extends DataStream<KeyedBytes>> streams) {
        DataStream<KeyedBytes> all = streams.get(0);
        for (DataStream<KeyedBytes> stream : streams.subList(1, streams.size())) {
            all = all.union(stream);
        }
        return all;
    }
}
