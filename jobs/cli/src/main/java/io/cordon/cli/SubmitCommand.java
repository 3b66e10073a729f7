package io.cordon.cli;

import io.cordon.lab.FlinkClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Submits one of the jobs to a Flink cluster of the user's own. */
@Command(
        name = "submit",
        mixinStandardHelpOptions = true,
        description = {
            "Submits a job to your Flink cluster with Flink's own client.",
            "",
            "Example: ./cordon submit detect --flink jobmanager:8081 --kafka broker:9092 --registry http://registry:8081",
            "What the job itself takes beyond the options below stands after --, such as: -- --key signing.key"
        })
final class SubmitCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "JOB", description = "${COMPLETION-CANDIDATES}")
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    JobName job;

    @Parameters(index = "1..*", paramLabel = "ARGUMENT", description = "Handed to the job as they are.")
    List<String> more = List.of();

    @Option(
            names = "--flink",
            required = true,
            paramLabel = "HOST:PORT",
            description = "The JobManager's REST address.")
    String flink = "";

    @Mixin
    ClusterOptions cluster = new ClusterOptions();

    @Option(
            names = "--start",
            defaultValue = "committed",
            paramLabel = "WHERE",
            description = "Where a job without a checkpoint begins to read: earliest, latest, committed or an ISO time"
                    + " (default: ${DEFAULT-VALUE}).")
    String start = "committed";

    @Option(
            names = "--from",
            paramLabel = "latest|PATH",
            description =
                    "Restore from this savepoint or checkpoint; `latest` is the last retained checkpoint of the job that"
                            + " was submitted from here before.")
    String from = "";

    @Option(
            names = "--flink-conf",
            paramLabel = "FOLDER",
            description = "The folder of the config.yaml whose job settings are used (default: flink-conf/cluster).")
    Path conf = Path.of("");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    CommandSpec spec;

    @Override
    public Integer call() {
        Path folder = conf.toString().isEmpty() ? Project.root().resolve("flink-conf/cluster") : conf;
        if (!Files.isRegularFile(folder.resolve("config.yaml"))) {
            throw new CommandException(folder + " holds no config.yaml");
        }
        String address = address();
        List<String> problems = new SubmitCheck(cluster, job)
                .problems(more.stream().anyMatch(argument -> argument.startsWith("--from")));
        if (!problems.isEmpty()) {
            throw new CommandException(String.join("\ncordon: ", problems));
        }
        Submissions submissions = new Submissions(address, cluster.prefix);
        List<String> options = new ArrayList<>(List.of("-m", address));
        if (!from.isEmpty()) {
            options.addAll(List.of("-s", from.equals("latest") ? submissions.lastCheckpoint(job) : from));
        }
        List<String> arguments = new ArrayList<>(cluster.asArguments());
        arguments.addAll(List.of("--start", start));
        arguments.addAll(more);
        String id =
                new FlinkClient(Project.root(), logs(), folder.toAbsolutePath()).submit(job.jar(), options, arguments);
        submissions.remember(job, id);
        spec.commandLine().getOut().println(job + " runs as " + id + ": http://" + address + "/#/job/running/" + id);
        return 0;
    }

    /** The address also where it was copied from a browser. */
    private String address() {
        String address = flink.replaceFirst("^http://", "").replaceFirst("/.*$", "");
        if (!address.matches("[^:/]+:\\d+")) {
            throw new CommandException(
                    "--flink: expected HOST:PORT of the JobManager's REST interface, found " + flink);
        }
        return address;
    }

    private static Path logs() {
        try {
            return Files.createDirectories(Project.workFolder().resolve("submit"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
