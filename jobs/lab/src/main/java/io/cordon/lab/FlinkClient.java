package io.cordon.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Flink's own command line client, in a process of its own. */
public final class FlinkClient {
    private static final Pattern SUBMITTED = Pattern.compile("JobID ([0-9a-f]{32})");

    private final Path root;
    private final LabProcesses processes;
    private final Path conf;
    private final AtomicInteger runs = new AtomicInteger();

    /**
     * @param directory where the client's output goes
     * @param conf the folder of the configuration that says where the cluster is
     */
    public FlinkClient(Path root, Path directory, Path conf) {
        this(root, new LabProcesses(directory), conf);
    }

    FlinkClient(Path root, LabProcesses processes, Path conf) {
        this.root = root;
        this.processes = processes;
        this.conf = conf;
    }

    /**
     * Submits a job and returns its id.
     *
     * @param options Flink's, such as {@code -s PATH} or {@code -D key=value}
     * @param arguments the job's own
     */
    public String submit(Path jar, List<String> options, List<String> arguments) {
        List<String> java = new ArrayList<>(FlinkCluster.javaOptions(processes.directory()));
        java.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"));
        List<String> run = new ArrayList<>(List.of("run", "-d"));
        run.addAll(options);
        run.add(ClassPath.present(jar).toString());
        run.addAll(arguments);
        // The job's id is read from the log, so that no other client may write it: not this one, nor one of another
        // JVM.
        String name = "submit-" + ProcessHandle.current().pid() + "-" + runs.incrementAndGet();
        String output = processes
                .start(
                        name,
                        Map.of("FLINK_CONF_DIR", conf.toString()),
                        new Program(
                                java, ClassPath.jars(root, "flink"), "org.apache.flink.client.cli.CliFrontend", run))
                .output();
        Matcher id = SUBMITTED.matcher(output);
        if (!id.find()) {
            throw new LabException("Flink's client named no job id:\n" + output);
        }
        return id.group(1);
    }
}
