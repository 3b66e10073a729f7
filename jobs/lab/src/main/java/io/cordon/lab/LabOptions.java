package io.cordon.lab;

import java.nio.file.Path;
import java.util.Map;

/**
 * What a lab is started with.
 *
 * @param root the project's folder, whose build assembled the class paths
 * @param directory where logs, checkpoints and the broker's data go; made if it is not there
 * @param flinkConf the folder of the Flink configuration that the cluster runs with
 * @param webPort the port of Flink's web page, or 0 for a free one
 * @param taskManagerMemory the TaskManager's process memory, as Flink writes it ({@code 1728m})
 * @param flink settings that go before those in {@code flinkConf}
 */
public record LabOptions(
        Path root, Path directory, Path flinkConf, int webPort, String taskManagerMemory, Map<String, String> flink) {
    public LabOptions {
        flink = Map.copyOf(flink);
    }

    /** A lab with the laptop's configuration on free ports. */
    public static LabOptions laptop(Path root, Path directory) {
        return new LabOptions(root, directory, root.resolve("flink-conf/laptop"), 0, "1728m", Map.of());
    }

    public LabOptions withWebPort(int port) {
        return new LabOptions(root, directory, flinkConf, port, taskManagerMemory, flink);
    }

    public LabOptions withTaskManagerMemory(String memory) {
        return new LabOptions(root, directory, flinkConf, webPort, memory, flink);
    }

    public LabOptions withFlink(Map<String, String> settings) {
        return new LabOptions(root, directory, flinkConf, webPort, taskManagerMemory, settings);
    }
}
