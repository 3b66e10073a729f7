package io.cordon.streaming;

import java.nio.file.Path;
import java.util.List;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;

/** The configurations that ship in flink-conf, for tests that run pipelines with exactly those. */
public final class ShippedConf {
    public static final List<String> NAMES = List.of("laptop", "cluster");

    private ShippedConf() {}

    public static Configuration of(String name) {
        return GlobalConfiguration.loadConfiguration(
                Path.of(System.getProperty("cordon.root"), "flink-conf", name).toString());
    }

    /** The laptop's, with checkpoints in a test's folder and no port for metrics. */
    public static StreamExecutionEnvironment laptop(Path checkpoints) {
        Configuration configuration = of("laptop");
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
        configuration.set(MetricOptions.REPORTERS_LIST, "");
        return StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    }

    /** The uids of a topology in a stable order; a missing uid fails here. */
    public static List<String> uids(StreamExecutionEnvironment env) {
        StreamGraph graph = env.getStreamGraph(false);
        graph.getJobGraph();
        return graph.getStreamNodes().stream()
                .map(StreamNode::getTransformationUID)
                .map(String::valueOf)
                .sorted()
                .toList();
    }
}
