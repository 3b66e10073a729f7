package io.cordon.contain;

import io.cordon.schemas.Topics;
import io.cordon.streaming.JobOptions;
import io.cordon.streaming.TopicSinks;
import io.cordon.streaming.TopicSources;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Reads findings and writes signed commands for those that may be acted upon. */
public final class ContainJob {
    private ContainJob() {}

    public static void main(String[] arguments) throws Exception {
        ContainOptions options = JobOptions.parse(new ContainOptions(), arguments);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        ContainPipeline.build(
                env,
                options,
                TopicSources.of(
                        options, options.group("contain"), List.of(options.topic(Topics.FINDINGS)), options.start()),
                TopicSinks.of(options, options.topic(Topics.COMMANDS)),
                TopicSinks.of(options, options.topic(Topics.DEAD_LETTERS)));
        env.execute("cordon-contain");
    }
}
