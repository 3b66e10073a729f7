package io.cordon.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.schemas.Topics;
import io.cordon.streaming.Start;
import io.cordon.streaming.TopicSinks;
import io.cordon.streaming.TopicSources;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pipeline under the configurations that ship: every operator has a uid, nothing is a generic type. */
class DetectPipelineTest {
    @ParameterizedTest
    @ValueSource(strings = {"laptop", "cluster"})
    void theGraphIsBuiltUnderTheShippedConfiguration(String name) {
        Configuration configuration = GlobalConfiguration.loadConfiguration(
                Path.of(System.getProperty("cordon.root"), "flink-conf", name).toString());
        assertThat(configuration.get(PipelineOptions.AUTO_GENERATE_UIDS)).isFalse();
        assertThat(configuration.get(PipelineOptions.GENERIC_TYPES)).isFalse();
        assertThat(configuration.get(StateBackendOptions.STATE_BACKEND)).isEqualTo("rocksdb");
        assertThat(configuration.get(CheckpointingOptions.INCREMENTAL_CHECKPOINTS))
                .isTrue();

        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        DetectOptions options = new Contracts().options();
        DetectPipeline.build(
                env,
                options,
                new DetectSources(
                        TopicSources.of(options, "detect", List.of(Topics.ENDPOINT_EVENTS), options.start()),
                        TopicSources.of(options, "grafts", List.of(Topics.GRAFTS), Start.parse("latest")),
                        TopicSources.of(
                                options, "rules", List.of(Topics.RULES, Topics.RULE_SETS), Start.parse("earliest")),
                        TopicSources.of(options, "indicators", List.of(Topics.INDICATORS), Start.parse("earliest")),
                        RuleTopics::readTo),
                new DetectSinks(
                        TopicSinks.of(options, Topics.FINDINGS),
                        TopicSinks.of(options, Topics.EDGES),
                        TopicSinks.exactlyOnce(options, Topics.GRAFTS, "grafts"),
                        TopicSinks.of(options, Topics.INCIDENTS),
                        TopicSinks.of(options, Topics.INDICATORS),
                        TopicSinks.of(options, Topics.DEAD_LETTERS)));

        // Generating the graph fails where a uid is missing or a type would go to Kryo.
        assertThat(env.getStreamGraph().getStreamNodes())
                .extracting(StreamNode::getTransformationUID)
                .contains(
                        "endpoint-events",
                        "rules",
                        "detect",
                        "artefacts",
                        "fleet",
                        "add-up-1",
                        "correlate-1",
                        "add-up-2",
                        "correlate-2",
                        "add-up-3",
                        "correlate-3",
                        "edge-join",
                        "edge-versions",
                        "edges",
                        "grafts-read",
                        "grafts",
                        "incident-versions",
                        "incidents",
                        "indicators-said",
                        "indicator-words",
                        "indicators");
    }
}
