package io.cordon.cli;

import io.cordon.lab.Lab;
import io.cordon.lab.LabOptions;
import io.cordon.wire.EndpointEvent;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures detect against the same job that only reads, shuffles, decodes and discards. */
@Command(
        name = "pipeline",
        mixinStandardHelpOptions = true,
        description = {
            "Runs one workload through the detect job three times in a cluster of its own, with RocksDB state and checkpoints"
                    + " every 10 s: (a) pass-through: the job's own source, shuffle and decoding, then discard; (b0) detect"
                    + " without rules; (b) detect with rules.",
            "The workload is recorded Sysmon and script-block events spread over a fleet; the starts of all live processes"
                    + " come first and belong to the warm-up. Prints events/s and TaskManager CPU µs per event; the broker's CPU is"
                    + " not counted."
        })
final class BenchPipelineCommand implements Callable<Integer> {
    @Option(names = "--rules", arity = "1..*", paramLabel = "PATH", description = "The rules of (b) (default: rules/).")
    List<Path> rules = List.of();

    @Option(
            names = "--telemetry",
            arity = "1..*",
            paramLabel = "PATH",
            description = "The recordings (default: ../shared/telemetry/otrf where it is, else the project's own).")
    List<Path> telemetry = List.of();

    @Option(names = "--endpoints", defaultValue = "10000", description = "Default: ${DEFAULT-VALUE}.")
    int endpoints = 10_000;

    @Option(
            names = "--processes",
            defaultValue = "200",
            description = "Live processes of each (default: ${DEFAULT-VALUE}).")
    int processes = 200;

    @Option(names = "--events", defaultValue = "2000000", description = "Measured events (default: ${DEFAULT-VALUE}).")
    long events = 2_000_000;

    @Option(
            names = "--warm-up",
            defaultValue = "2000000",
            description = "Events between the starts and the measured ones, so that compaction has come to rest"
                    + " (default: ${DEFAULT-VALUE}).")
    long warmUp = 2_000_000;

    @Option(
            names = "--memory",
            defaultValue = "14g",
            description = "The TaskManager's memory, as Flink writes it (default: ${DEFAULT-VALUE}).")
    String memory = "14g";

    private final PrintStream out = System.out;
    private final Steps steps = Steps.onStandardError();

    @Override
    public Integer call() {
        Path root = Project.root();
        Map<String, String> settings = Map.of(
                "execution.checkpointing.interval", "10 s",
                "metrics.fetcher.update-interval", "250",
                "taskmanager.numberOfTaskSlots", "2",
                "taskmanager.memory.managed.fraction", "0.25");
        try (DemoFolder folder = DemoFolder.make();
                Lab lab = steps.step(
                        "Starting the cluster",
                        () -> Lab.start(LabOptions.laptop(root, folder.path())
                                .withTaskManagerMemory(memory)
                                .withFlink(settings)))) {
            ClusterOptions cluster = ClusterOptions.of(lab.kafka(), lab.registry(), "");
            new TopicSetup(cluster, 1).apply();
            BenchFill fill = new BenchFill(lab, cluster, steps);
            List<EndpointEvent> recorded = fill.ingest(recordings(root));
            Workload workload = new Workload(recorded, endpoints, processes);
            ClusterOptions bench = ClusterOptions.of(lab.kafka(), lab.registry(), "bench-");
            new TopicSetup(bench, 1).apply();
            fill.write(bench, workload, warmUp + events);
            out.printf(
                    "%,d recorded events on %,d endpoints with %,d live processes each; %,d measured events%n",
                    workload.recordedEvents(), endpoints, processes, events);
            measure(lab, bench, workload.startCount() + warmUp);
            folder.discard();
        } catch (IOException e) {
            throw new CommandException("cannot read the cluster: " + e.getMessage(), e);
        }
        return 0;
    }

    private void measure(Lab lab, ClusterOptions bench, long before) throws IOException {
        BenchRun run = new BenchRun(lab, bench, before, events, steps);
        BenchRun.Figures a = told("(a)  pass-through         ", run.run("pass-through", List.of("--discard")));
        BenchRun.Figures b0 = told("(b0) detect, no rules     ", run.run("detect without rules", List.of()));
        List<String> push = new ArrayList<>(List.of("rules", "push", "--mode", "audit"));
        (rules.isEmpty() ? List.of(Project.root().resolve("rules")) : rules).forEach(path -> push.add(path.toString()));
        push.addAll(bench.asArguments());
        Cordon.commandLine().execute(push.toArray(String[]::new));
        BenchRun.Figures b = told("(b)  detect with the rules", run.run("detect with the rules", List.of()));
        out.printf("b0/a=%.2f b/b0=%.2f%n", b0.perSecond() / a.perSecond(), b.perSecond() / b0.perSecond());
    }

    private BenchRun.Figures told(String what, BenchRun.Figures figures) {
        out.printf(
                "%s  %,9.0f events/s  %6.2f TaskManager CPU µs/event%n",
                what, figures.perSecond(), figures.cpuMicros());
        return figures;
    }

    private List<Path> recordings(Path root) {
        if (!telemetry.isEmpty()) {
            return telemetry;
        }
        Path shared = root.resolveSibling("shared").resolve("telemetry/otrf");
        return List.of(Files.isDirectory(shared) ? shared : root.resolve("recordings"));
    }
}
