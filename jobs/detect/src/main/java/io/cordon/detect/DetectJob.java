package io.cordon.detect;

import io.cordon.schemas.Topics;
import io.cordon.streaming.JobOptions;
import io.cordon.streaming.Start;
import io.cordon.streaming.TopicSinks;
import io.cordon.streaming.TopicSources;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Reads endpoint events and rules, and writes findings, edges and incidents. */
public final class DetectJob {
    private DetectJob() {}

    public static void main(String[] arguments) throws Exception {
        DetectOptions options = JobOptions.parse(new DetectOptions(), arguments);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        DetectPipeline.build(
                env,
                options,
                TopicSources.of(
                        options,
                        options.group("detect"),
                        List.of(options.topic(Topics.ENDPOINT_EVENTS)),
                        options.start()),
                // What was told before the first start is of processes that nothing is kept of.
                TopicSources.of(
                        options,
                        options.group("detect-grafts"),
                        List.of(options.topic(Topics.GRAFTS)),
                        Start.parse("latest")),
                TopicSources.of(
                        options,
                        options.group("detect-rules"),
                        List.of(options.topic(Topics.RULES), options.topic(Topics.RULE_SETS)),
                        Start.parse("earliest")),
                TopicSources.of(
                        options,
                        options.group("detect-indicators"),
                        List.of(options.topic(Topics.INDICATORS)),
                        Start.parse("earliest")),
                RuleTopics::readTo,
                new DetectSinks(
                        TopicSinks.of(options, options.topic(Topics.FINDINGS)),
                        TopicSinks.of(options, options.topic(Topics.EDGES)),
                        TopicSinks.exactlyOnce(options, options.topic(Topics.GRAFTS), options.group("detect-grafts")),
                        TopicSinks.of(options, options.topic(Topics.INCIDENTS)),
                        TopicSinks.of(options, options.topic(Topics.INDICATORS)),
                        TopicSinks.of(options, options.topic(Topics.DEAD_LETTERS))));
        env.execute("cordon-detect");
    }
}
