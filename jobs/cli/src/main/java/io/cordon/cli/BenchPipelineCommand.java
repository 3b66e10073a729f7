package io.cordon.cli;

import io.cordon.cli.BenchRun.Job;
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
            "With --sequences, (b) has so many EQL sequences beside the rules, and three more runs compare twenty of them by"
                    + " themselves: (d) detect with these only; (c) the same twenty as a Flink CEP job, written as Flink's"
                    + " documentation has it: the same source and decoding, keyed by endpoint and process, a pattern for each, event"
                    + " time by Kafka's time stamps; (cf) that with a filter in front of each pattern, so that only events of which"
                    + " one of its steps holds are shuffled. A CEP run begins behind the starts, and is cut after three minutes of"
                    + " warm-up and three of measuring; it builds no process tree, takes back nothing and writes nothing.",
            "The workload is recorded Sysmon and script-block events spread over a fleet; the starts of all live processes"
                    + " come first and belong to the warm-up. Prints events/s and TaskManager CPU µs per event; the broker's CPU is"
                    + " not counted."
        })
final class BenchPipelineCommand implements Callable<Integer> {
    /** Sequences that are compared with Flink's CEP. */
    private static final int COMPARED = 20;

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
            names = "--sequences",
            defaultValue = "0",
            paramLabel = "N",
            description =
                    "EQL sequences of two to four steps in (b), made of templates; no two are alike, and some of their"
                            + " steps occur in the recordings: how often is printed (default: ${DEFAULT-VALUE}).")
    int sequences;

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
            BenchFill.Written written = fill.write(bench, workload, warmUp + events);
            out.printf(
                    "%,d recorded events on %,d endpoints with %,d live processes each; %,d measured events%n",
                    workload.recordedEvents(), endpoints, processes, events);
            measure(new BenchRun(lab, bench, written, warmUp, events, steps), bench, folder.path());
            folder.discard();
        } catch (IOException e) {
            throw new CommandException("cannot read the cluster: " + e.getMessage(), e);
        }
        return 0;
    }

    private void measure(BenchRun run, ClusterOptions bench, Path folder) throws IOException {
        Path key = folder.resolve("rules.key");
        execute(List.of("keys", "create", key.toString()));
        Job detect = Job.detect(key);
        BenchRun.Figures a = told("(a)  pass-through", run.run("pass-through", Job.detect(key, "--discard")));
        BenchRun.Figures b0 = told("(b0) detect, no rules", run.run("detect without rules", detect));
        List<Path> pushed =
                new ArrayList<>(rules.isEmpty() ? List.of(Project.root().resolve("rules")) : rules);
        if (sequences > 0) {
            pushed.add(Files.writeString(folder.resolve("sequences.yml"), SequenceVariations.of(sequences)));
        }
        push(bench, key, pushed);
        BenchRun.Figures b = told("(b)  detect with the rules", run.run("detect with the rules", detect));
        out.printf("b0/a=%.2f b/b0=%.2f%n", b0.perSecond() / a.perSecond(), b.perSecond() / b0.perSecond());
        if (sequences > 0) {
            Path some = Files.writeString(folder.resolve("some.yml"), SequenceVariations.inFlink(COMPARED));
            push(bench, key, List.of(some));
            BenchRun.Figures d = told("(d)  detect, 20 sequences", run.run("detect with some", detect));
            BenchRun.Figures c = told("(c)  Flink CEP, the same", run.run("Flink CEP", Job.flinkCep(some)));
            BenchRun.Figures cf =
                    told("(cf) Flink CEP, filtered", run.run("Flink CEP with filters", Job.flinkCep(some, "--filter")));
            out.printf(
                    "d/c=%.2f b/c=%.2f d/cf=%.2f b/cf=%.2f%n",
                    d.perSecond() / c.perSecond(),
                    b.perSecond() / c.perSecond(),
                    d.perSecond() / cf.perSecond(),
                    b.perSecond() / cf.perSecond());
        }
    }

    /** Puts rules in force instead of those before. */
    private static void push(ClusterOptions bench, Path key, List<Path> rules) {
        List<String> push = new ArrayList<>(List.of("rules", "push", "--mode", "audit", "--key", key.toString()));
        rules.forEach(path -> push.add(path.toString()));
        push.addAll(bench.asArguments());
        execute(push);
    }

    private static void execute(List<String> command) {
        if (Cordon.commandLine().execute(command.toArray(String[]::new)) != 0) {
            throw new CommandException("the rules are not in force: what is measured would be something else");
        }
    }

    private BenchRun.Figures told(String what, BenchRun.Figures figures) {
        out.printf(
                "%-26s %,9.0f events/s  %7.2f TaskManager CPU µs/event, over %,d events",
                what, figures.perSecond(), figures.cpuMicros(), figures.events());
        if (figures.hits() + figures.found() > 0) {
            out.printf("; in 1,000 of them %.1f step hits, %.2f findings", figures.hits(), figures.found());
        }
        out.println();
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
