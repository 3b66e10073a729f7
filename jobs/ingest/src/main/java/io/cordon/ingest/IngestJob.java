package io.cordon.ingest;

import io.cordon.schemas.Topics;
import io.cordon.streaming.JobOptions;
import io.cordon.streaming.TopicSinks;
import io.cordon.streaming.TopicSources;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Reads raw telemetry and writes endpoint events, and dead letters for what cannot be read. */
public final class IngestJob {
    private IngestJob() {}

    public static void main(String[] arguments) throws Exception {
        IngestOptions options = JobOptions.parse(new IngestOptions(), arguments);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        IngestPipeline.build(
                env,
                options,
                TopicSources.of(options, options.group("ingest"), options.from(), options.start()),
                TopicSinks.of(options, options.topic(Topics.ENDPOINT_EVENTS)),
                TopicSinks.of(options, options.topic(Topics.DEAD_LETTERS)));
        env.execute("cordon-ingest");
    }
}
