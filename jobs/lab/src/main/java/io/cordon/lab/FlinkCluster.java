package io.cordon.lab;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Flink's own processes: a standalone session JobManager and TaskManagers. */
final class FlinkCluster {
    private static final String RESULT = "BASH_JAVA_UTILS_EXEC_RESULT:";
    private static final String LOGGING = "log4j2.properties";
    /** What Flink's own start scripts open on Java 17. */
    private static final List<String> OPENS = List.of(
            "java.base/java.lang",
            "java.base/java.net",
            "java.base/java.io",
            "java.base/java.nio",
            "java.base/sun.nio.ch",
            "java.base/java.lang.reflect",
            "java.base/java.text",
            "java.base/java.time",
            "java.base/java.util",
            "java.base/java.util.concurrent",
            "java.base/java.util.concurrent.atomic",
            "java.base/java.util.concurrent.locks");

    private final LabProcesses processes;
    private final Path conf;
    private final String jars;
    private @Nullable Program taskManager;
    private int taskManagers;

    FlinkCluster(Path root, LabProcesses processes, Path conf) {
        this.processes = processes;
        this.conf = conf;
        this.jars = ClassPath.jars(root, "flink");
    }

    LabProcess startJobManager() {
        List<String> options = new ArrayList<>(javaOptions(processes.directory()));
        options.addAll(List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        return processes.start(
                "jobmanager",
                new Program(
                        options,
                        jars,
                        "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
                        List.of("--configDir", conf.toString())));
    }

    LabProcess startTaskManager() {
        Program program = taskManager;
        if (program == null) {
            program = taskManager();
            taskManager = program;
        }
        taskManagers++;
        List<String> arguments = new ArrayList<>(program.arguments());
        arguments.addAll(List.of("-D", "taskmanager.resource-id=" + lastTaskManager()));
        return processes.start(
                lastTaskManager(), new Program(program.options(), program.classPath(), program.main(), arguments));
    }

    /** The id under which the TaskManager that was started last registers. */
    String lastTaskManager() {
        return "taskmanager-" + taskManagers;
    }

    /** The JVM's and Flink's memory settings come from Flink's own calculation, as in its start script. */
    private Program taskManager() {
        Program ask = new Program(
                List.of("-XX:TieredStopAtLevel=1", logging(processes.directory())),
                jars,
                "org.apache.flink.runtime.util.bash.BashJavaUtils",
                List.of("GET_TM_RESOURCE_PARAMS", "--configDir", conf.toString()));
        List<String> results = processes
                .start("taskmanager-memory", ask)
                .output()
                .lines()
                .filter(line -> line.startsWith(RESULT))
                .map(line -> line.substring(RESULT.length()).trim())
                .toList();
        if (results.size() != 2) {
            throw new LabException("Flink did not say how a TaskManager's memory is split: " + results);
        }
        List<String> options = new ArrayList<>(javaOptions(processes.directory()));
        options.addAll(List.of(results.get(0).split("\\s+")));
        List<String> arguments = new ArrayList<>(List.of("--configDir", conf.toString()));
        arguments.addAll(List.of(results.get(1).split("\\s+")));
        return new Program(options, jars, "org.apache.flink.runtime.taskexecutor.TaskManagerRunner", arguments);
    }

    static List<String> javaOptions(Path directory) {
        List<String> options = new ArrayList<>();
        OPENS.forEach(target -> options.add("--add-opens=" + target + "=ALL-UNNAMED"));
        options.add("--add-exports=java.base/sun.net.util=ALL-UNNAMED");
        options.add(logging(directory));
        return options;
    }

    static String logging(Path directory) {
        Path file = directory.resolve(LOGGING);
        if (!Files.exists(file)) {
            try (InputStream shipped = FlinkCluster.class.getResourceAsStream(LOGGING)) {
                Files.copy(Objects.requireNonNull(shipped), file);
            } catch (IOException e) {
                throw new LabException("cannot write " + file, e);
            }
        }
        return "-Dlog4j2.configurationFile=" + file;
    }
}
