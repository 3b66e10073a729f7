package io.cordon.detect;

import io.cordon.schemas.Topics;
import io.cordon.streaming.JobOptions;
import io.cordon.streaming.Start;
import io.cordon.streaming.TopicRecord;
import io.cordon.streaming.TopicSinks;
import io.cordon.streaming.TopicSources;
import java.util.stream.Stream;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Reads endpoint events and rules, and writes findings, edges and incidents. */
public final class DetectJob {
    private DetectJob() {}

    public static void main(String[] arguments) throws Exception {
        DetectOptions options = JobOptions.parse(new DetectOptions(), arguments);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        DetectPipeline.build(env, options, sources(options), sinks(options));
        env.execute("cordon-detect");
    }

    private static DetectSources sources(DetectOptions options) {
        return new DetectSources(
                read("detect", options, options.start(), Topics.ENDPOINT_EVENTS),
                // What was told before the first start is of processes that nothing is kept of.
                read("detect-grafts", options, Start.parse("latest"), Topics.GRAFTS),
                read(
                        "detect-rules",
                        options,
                        Start.parse("earliest"),
                        options.rulesTopics().toArray(String[]::new)),
                read("detect-indicators", options, Start.parse("earliest"), Topics.INDICATORS),
                RuleTopics::readTo);
    }

    private static Source<TopicRecord, ?, ?> read(String group, DetectOptions options, Start start, String... topics) {
        return TopicSources.of(
                options,
                options.group(group),
                Stream.of(topics).map(options::topic).toList(),
                start);
    }

    private static DetectSinks sinks(DetectOptions options) {
        return new DetectSinks(
                TopicSinks.of(options, options.topic(Topics.FINDINGS)),
                TopicSinks.exactlyOnce(options, options.topic(Topics.EDGES), options.group("detect-edges")),
                TopicSinks.exactlyOnce(options, options.topic(Topics.GRAFTS), options.group("detect-grafts")),
                TopicSinks.exactlyOnce(options, options.topic(Topics.INCIDENTS), options.group("detect-incidents")),
                TopicSinks.exactlyOnce(options, options.topic(Topics.INDICATORS), options.group("detect-indicators")),
                TopicSinks.of(options, options.topic(Topics.DEAD_LETTERS)));
    }
}
