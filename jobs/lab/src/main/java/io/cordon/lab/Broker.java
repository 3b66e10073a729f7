package io.cordon.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** One Kafka node in KRaft mode that is broker and controller. */
final class Broker {
    private static final String CLUSTER_ID = "Y29yZG9uLWxhYi0wMDAwMA";

    private Broker() {}

    static Server server(Path root, LabProcesses processes, int port, int controllerPort) {
        return new Server("broker", () -> start(root, processes, port, controllerPort), () -> Ports.isOpen(port));
    }

    private static LabProcess start(Path root, LabProcesses processes, int port, int controllerPort) {
        Path directory = processes.directory();
        Path properties = directory.resolve("server.properties");
        try {
            Files.writeString(properties, properties(directory.resolve("kafka-data"), port, controllerPort));
        } catch (IOException e) {
            throw new LabException("cannot write " + properties, e);
        }
        String jars = ClassPath.jars(root, "kafka");
        String logging = FlinkCluster.logging(directory);
        List<String> format = List.of("format", "--ignore-formatted", "-t", CLUSTER_ID, "-c", properties.toString());
        processes
                .start(
                        "kafka-format",
                        new Program(
                                List.of("-XX:TieredStopAtLevel=1", logging), jars, "kafka.tools.StorageTool", format))
                .output();
        return processes.start(
                "kafka",
                new Program(List.of("-Xmx768m", logging), jars, "kafka.Kafka", List.of(properties.toString())));
    }

    private static String properties(Path data, int port, int controllerPort) {
        return String.join(
                "\n",
                "process.roles=broker,controller",
                "node.id=1",
                "controller.quorum.voters=1@localhost:" + controllerPort,
                "listeners=PLAINTEXT://localhost:" + port + ",CONTROLLER://localhost:" + controllerPort,
                "advertised.listeners=PLAINTEXT://localhost:" + port,
                "controller.listener.names=CONTROLLER",
                "listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "log.dirs=" + data,
                "offsets.topic.replication.factor=1",
                "offsets.topic.num.partitions=1",
                "transaction.state.log.replication.factor=1",
                "transaction.state.log.min.isr=1",
                "transaction.state.log.num.partitions=1",
                "share.coordinator.state.topic.replication.factor=1",
                "share.coordinator.state.topic.min.isr=1",
                "group.initial.rebalance.delay.ms=0",
                "auto.create.topics.enable=false",
                "");
    }
}
