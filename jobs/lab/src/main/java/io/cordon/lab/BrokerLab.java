package io.cordon.lab;

import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * A broker and a schema registry that run on this machine, without Flink, and programs of this JVM's class path beside them.
 *
 * <p>They end as a {@link Lab}'s processes do.
 */
public final class BrokerLab implements AutoCloseable {
    private final int kafkaPort;
    private final int registryPort;
    private final LabProcesses processes;
    private final AtEnd atEnd;
    private final Programs programs;

    private BrokerLab(Path root, Path directory) {
        List<Integer> ports = Ports.free(3);
        kafkaPort = ports.get(0);
        registryPort = ports.get(1);
        processes = new LabProcesses(Lab.make(directory.toAbsolutePath()));
        programs = new Programs(processes);
        atEnd = AtEnd.run(processes::end);
        try {
            Server registry = Registry.server(root, processes, registryPort);
            Server broker = Broker.server(root, processes, kafkaPort, ports.get(2));
            registry.start();
            broker.start();
            broker.awaitReady();
            registry.awaitReady();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Starts both and returns when both answer.
     *
     * @param root the project's folder, whose build assembled the class paths
     * @param directory where logs and the broker's data go; made if it is not there
     */
    public static BrokerLab start(Path root, Path directory) {
        return new BrokerLab(root, directory);
    }

    /** The broker's address, {@code host:port}. */
    public String kafka() {
        return "localhost:" + kafkaPort;
    }

    /** The registry's Confluent-compatible address. */
    public String registry() {
        return Registry.url(registryPort);
    }

    /** Starts a program and returns when it does its work; one that was started under the name before has to have ended. */
    public void run(String name, String main, List<String> arguments, BooleanSupplier isReady) {
        programs.run(name, main, arguments, isReady);
    }

    /** SIGKILL to a program that was started here. */
    public void kill(String name) {
        programs.kill(name);
    }

    @Override
    public void close() {
        processes.end();
        atEnd.close();
    }
}
