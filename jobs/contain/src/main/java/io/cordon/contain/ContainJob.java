package io.cordon.contain;

import io.cordon.schemas.Topics;
import io.cordon.streaming.JobOptions;
import io.cordon.streaming.Start;
import io.cordon.streaming.TopicSinks;
import io.cordon.streaming.TopicSources;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Reads findings, what people say and agents answer, and writes signed commands for what may be acted upon. */
public final class ContainJob {
    private ContainJob() {}

    public static void main(String[] arguments) throws Exception {
        ContainOptions options = JobOptions.parse(new ContainOptions(), arguments);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        ContainPipeline.build(
                env,
                options,
                new ContainPipeline.Sources(
                        TopicSources.of(
                                options,
                                options.group("contain"),
                                List.of(options.topic(Topics.FINDINGS)),
                                options.start()),
                        // What is in force is all there: its beginning may be long ago.
                        TopicSources.of(
                                options,
                                options.group("contain-control"),
                                Beforehand.controlTopics(options),
                                Start.parse("earliest")),
                        TopicSources.of(
                                options,
                                options.group("contain-responses"),
                                List.of(options.topic(Topics.RESPONSES)),
                                options.start()),
                        Beforehand.ofTopics(options)),
                new ContainPipeline.Sinks(
                        TopicSinks.of(options, options.topic(Topics.COMMANDS)),
                        TopicSinks.of(options, options.topic(Topics.DESIRED_STATE)),
                        TopicSinks.of(options, options.topic(Topics.HELD)),
                        TopicSinks.of(options, options.topic(Topics.DEAD_LETTERS))));
        env.execute("cordon-contain");
    }
}
