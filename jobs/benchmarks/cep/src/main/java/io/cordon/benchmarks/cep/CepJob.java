package io.cordon.benchmarks.cep;

import io.cordon.schemas.Topics;
import io.cordon.streaming.JobOptions;
import io.cordon.streaming.TopicSources;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** Looks for sequences in endpoint events with Flink's own library for them; what it finds is dropped. */
public final class CepJob {
    private CepJob() {}

    public static void main(String[] arguments) throws Exception {
        CepOptions options = JobOptions.parse(new CepOptions(), arguments);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        CepPipeline.build(
                env,
                options,
                TopicSources.of(
                        options,
                        options.group("cep-benchmark"),
                        List.of(options.topic(Topics.ENDPOINT_EVENTS)),
                        options.start()),
                new DiscardingSink<>());
        env.execute("cordon-cep-benchmark");
    }
}
