package io.cordon.lab;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * A broker, a schema registry, a JobManager and a TaskManager that run on this machine, each in a process and on a class path of
 * its own.
 *
 * <p>{@link #close} ends the processes that this lab started, by their handles, and nothing else; so does the end of this JVM. They
 * end by themselves if it was killed.
 */
public final class Lab implements AutoCloseable {
    private final int kafkaPort;
    private final int registryPort;
    private final int restPort;
    private final FlinkCluster flink;
    private final FlinkClient client;
    private final FlinkRest rest;
    private final LabProcesses processes;
    private final Programs programs;
    private final AtEnd atEnd;
    private final Server broker;
    private final Server registry;
    private final Server taskManager;

    private Lab(LabOptions options) {
        Path directory = make(options.directory().toAbsolutePath());
        List<Integer> ports = Ports.free(5);
        kafkaPort = ports.get(0);
        registryPort = ports.get(1);
        restPort = options.webPort() == 0 ? ports.get(2) : Ports.require(options.webPort(), "--web-port");
        Path conf = directory.resolve("flink-conf");
        FlinkConf.write(options.flinkConf(), flinkSettings(options, directory, ports.get(3)), conf);
        processes = new LabProcesses(directory);
        programs = new Programs(processes);
        flink = new FlinkCluster(options.root(), processes, conf);
        client = new FlinkClient(options.root(), processes, conf);
        rest = new FlinkRest(flinkRest());
        atEnd = AtEnd.run(processes::end);
        broker = Broker.server(options.root(), processes, kafkaPort, ports.get(4));
        registry = Registry.server(options.root(), processes, registryPort);
        taskManager = new Server("TaskManager", flink::startTaskManager, this::hasTaskManager);
        try {
            startAll();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Starts all four processes and returns when each of them answers. */
    public static Lab start(LabOptions options) {
        return new Lab(options);
    }

    private void startAll() {
        LabProcess jobManager = flink.startJobManager();
        registry.start();
        broker.start();
        taskManager.start();
        broker.awaitReady();
        registry.awaitReady();
        jobManager.awaitReady(() -> answers(flinkRest() + "/overview"));
        taskManager.awaitReady();
    }

    /** The broker's address, {@code host:port}. */
    public String kafka() {
        return "localhost:" + kafkaPort;
    }

    /** The registry's Confluent-compatible address. */
    public String registry() {
        return Registry.url(registryPort);
    }

    /** The address of Flink's REST interface, which is that of its web page. */
    public String flinkRest() {
        return "http://localhost:" + restPort;
    }

    public FlinkRest flink() {
        return rest;
    }

    /** Submits a job with Flink's own client and returns its id. */
    public String submit(Path jar, List<String> arguments) {
        return client.submit(jar, List.of(), arguments);
    }

    /** Starts a program and returns when it does its work; one that was started under the name before has to have ended. */
    public void run(String name, String main, List<String> arguments, BooleanSupplier isReady) {
        programs.run(name, main, arguments, isReady);
    }

    /** SIGKILL to a program that was started here. */
    public void kill(String name) {
        programs.kill(name);
    }

    /** SIGKILL to the broker, which starts again with what it has on disk; returns when it answers. */
    public void restartBroker() {
        broker.restart();
    }

    /** SIGKILL to the registry, which starts again with the schemas that it has on disk; returns when it answers. */
    public void restartRegistry() {
        registry.restart();
    }

    /** The TaskManager's process id. */
    public long taskManagerPid() {
        return taskManager.pid();
    }

    /** SIGKILL to the TaskManager. */
    public void killTaskManager() {
        taskManager.kill();
    }

    /** Starts a TaskManager in the place of the one that was killed, and does not wait for it. */
    public void startTaskManager() {
        taskManager.start();
    }

    public void awaitTaskManager() {
        taskManager.awaitReady();
    }

    private boolean hasTaskManager() {
        try {
            return rest.taskManagers().contains(flink.lastTaskManager());
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        processes.end();
        atEnd.close();
    }

    private Map<String, Object> flinkSettings(LabOptions options, Path directory, int rpcPort) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("jobmanager.rpc.address", "localhost");
        settings.put("jobmanager.rpc.port", rpcPort);
        settings.put("jobmanager.bind-host", "localhost");
        settings.put("rest.address", "localhost");
        settings.put("rest.bind-address", "localhost");
        settings.put("rest.port", restPort);
        settings.put("taskmanager.host", "localhost");
        settings.put("taskmanager.bind-host", "localhost");
        settings.put("taskmanager.memory.process.size", options.taskManagerMemory());
        settings.put(
                "execution.checkpointing.dir",
                directory.resolve("checkpoints").toUri().toString());
        settings.put(
                "execution.checkpointing.savepoint-dir",
                directory.resolve("savepoints").toUri().toString());
        settings.put("io.tmp.dirs", make(directory.resolve("tmp")).toString());
        settings.putAll(options.flink());
        return settings;
    }

    static Path make(Path directory) {
        try {
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw new LabException("cannot make the folder " + directory + ": " + e.getMessage(), e);
        }
    }

    static boolean answers(String url) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(url).toURL().openConnection();
            connection.setConnectTimeout(1000);
            connection.setReadTimeout(2000);
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException e) {
            return false;
        }
    }
}
