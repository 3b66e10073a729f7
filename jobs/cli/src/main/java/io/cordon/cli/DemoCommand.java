package io.cordon.cli;

import io.cordon.lab.Lab;
import io.cordon.lab.LabOptions;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the whole way on this machine: a recorded attack in, findings and kill commands out. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Starts a Kafka broker, a schema registry and a Flink cluster on this machine, submits the three jobs, replays a"
                    + " recorded attack as if it happened now, and shows the process tree, the findings and the commands.",
            "Then the recording runs on many copies of its endpoints at a steady rate, and the way from a record to its command"
                    + " is timed. Ctrl-C ends everything that was started here and nothing else."
        })
final class DemoCommand implements Callable<Integer> {
    @Option(
            names = "--telemetry",
            arity = "1..*",
            paramLabel = "PATH",
            description =
                    "Replay these recordings (JSON lines, a JSON array, .gz, .zip, or folders of them) instead of the"
                            + " project's own. Their time is shifted to now; one that lasts over two minutes is squeezed into two.")
    List<Path> telemetry = List.of();

    @Option(
            names = "--rules",
            arity = "1..*",
            paramLabel = "PATH",
            description = "Use these rules instead of those in rules/demo; under the demo's policy they block.")
    List<Path> rules = List.of();

    @Option(names = "--keep", description = "Leave the cluster up afterwards, until Ctrl-C.")
    boolean keep;

    @Option(
            names = "--rate",
            defaultValue = "2000",
            paramLabel = "N",
            description = "Events per second (default: ${DEFAULT-VALUE}).")
    int rate = 2000;

    @Option(
            names = "--seconds",
            defaultValue = "20",
            paramLabel = "N",
            description = "How long the steady rate is held (default: ${DEFAULT-VALUE}).")
    int seconds = 20;

    @Option(
            names = "--web-port",
            defaultValue = "0",
            paramLabel = "PORT",
            description = "The port of Flink's web page (default: a free one).")
    int webPort;

    private final PrintStream out = System.out;
    private final Steps steps = Steps.onStandardError();

    @Override
    public Integer call() throws InterruptedException {
        long begin = System.nanoTime();
        Path root = Project.root();
        Recording recording = steps.step(
                "Reading the recording",
                () -> Recording.read(existing(telemetry.isEmpty() ? List.of(root.resolve("recordings")) : telemetry)));
        try (DemoFolder folder = DemoFolder.make();
                Lab lab = steps.step(
                        "Starting the broker, the registry, the JobManager and the TaskManager",
                        () -> Lab.start(LabOptions.laptop(root, folder.path()).withWebPort(webPort)))) {
            out.println("Flink's web page: " + lab.flinkRest());
            ClusterOptions cluster = ClusterOptions.of(lab.kafka(), lab.registry(), "");
            new Deployment(lab, cluster, folder.path(), steps)
                    .deploy(existing(rules.isEmpty() ? List.of(root.resolve("rules/demo")) : rules), List.of());
            try (DemoWatch watch = new DemoWatch(cluster, out);
                    Feed feed = new Feed(cluster.kafkaProperties(), cluster.topic("telemetry"))) {
                new DemoRun(recording, feed, watch, rate, seconds, begin, out).run();
            }
            if (keep) {
                out.println("The cluster stays up: " + lab.flinkRest() + ", broker " + lab.kafka() + ", registry "
                        + lab.registry() + ". Ctrl-C ends it.");
                new CountDownLatch(1).await();
            }
            folder.discard();
        }
        return 0;
    }

    private static List<Path> existing(List<Path> paths) {
        List<Path> missing = new ArrayList<>(paths);
        missing.removeIf(Files::exists);
        if (!missing.isEmpty()) {
            throw new CommandException("there is no " + missing.get(0));
        }
        return paths;
    }
}
