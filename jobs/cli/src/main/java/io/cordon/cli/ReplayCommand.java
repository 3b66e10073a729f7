package io.cordon.cli;

import io.cordon.engine.detect.DetectorConfig;
import io.cordon.engine.edge.Edge;
import io.cordon.engine.edge.EdgeLimits;
import io.cordon.engine.edge.HeapEdges;
import io.cordon.engine.finding.Finding;
import io.cordon.engine.match.CompiledRules;
import io.cordon.engine.match.RuleCompiler;
import io.cordon.engine.prevalence.Memory;
import io.cordon.engine.rule.Rule;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs rules over recorded events. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Runs rules over recorded events with the engine of the detect job, without Kafka and Flink, and prints each finding"
                    + " as a line of JSON.",
            "Events are JSON lines or a JSON array, also in .gz, .zip and .tar.gz. What cannot be read is counted by reason on"
                    + " standard error; rules that do not compile are told there and left out."
        })
final class ReplayCommand implements Callable<Integer> {
    private static final int ENOUGH_ERRORS = 20;

    @Option(names = "--rules", arity = "1..*", paramLabel = "PATH", description = "Rules, or folders of them.")
    List<Path> rules = List.of();

    @Option(
            names = "--events",
            required = true,
            arity = "1..*",
            paramLabel = "PATH",
            description = "Events, or folders of them.")
    List<Path> events = List.of();

    @Mixin
    MappingOption mapping = new MappingOption();

    @Option(names = "--out", paramLabel = "FILE", description = "Write the findings here, not to standard output.")
    @Nullable
    Path out;

    @Option(
            names = "--edges",
            paramLabel = "FILE",
            description =
                    "Write what was executed from one endpoint on another here, one edge a line of JSON; also without rules.")
    @Nullable
    Path edges;

    @Option(
            names = "--incidents",
            paramLabel = "FILE",
            description = "Write what findings and edges make together here: an OCSF detection finding a line of JSON.")
    @Nullable
    Path incidents;

    @Option(
            names = "--stories",
            paramLabel = "DIR",
            description = "Write a page for each incident here that shows how it went, for a browser or printer.")
    @Nullable
    Path stories;

    @Option(
            names = "--indicators",
            paramLabel = "FILE",
            description =
                    "Write what confirmed incidents are known by elsewhere here: an indicator a line of JSON; with --rules.")
    @Nullable
    Path indicators;

    @Option(
            names = "--memory-days",
            paramLabel = "N",
            description =
                    "On how many days the fleet must have been seen before prevalence is known (${DEFAULT-VALUE}).")
    int memoryDays = Memory.DEFAULT.days();

    @Option(
            names = "--memory-endpoints",
            paramLabel = "N",
            description = "How many endpoints must have been seen before prevalence is known (${DEFAULT-VALUE}).")
    int memoryEndpoints = Memory.DEFAULT.endpoints();

    @Mixin
    CommandsOption ordering = new CommandsOption();

    @Option(names = "--all", description = "Print retracted findings too.")
    boolean all;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        if (rules.isEmpty() && edges == null) {
            throw new ParameterException(spec.commandLine(), "--rules or --edges is needed, or both");
        }
        boolean withIncidents = incidents != null || stories != null || indicators != null;
        if (rules.isEmpty() && withIncidents) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--incidents, --stories and --indicators are made of findings: --rules is needed");
        }
        ordering.check(spec, !rules.isEmpty());
        CompiledRules compiled = rules.isEmpty() ? null : compile(err);
        HeapEngine engine = compiled == null
                ? null
                : new HeapEngine(compiled, DetectorConfig.FILES, new Memory(memoryDays, memoryEndpoints));
        boolean asksLineage = compiled != null && !compiled.anchors().isEmpty();
        HeapEdges remote = edges == null && !withIncidents && !asksLineage ? null : new HeapEdges(EdgeLimits.DEFAULT);
        ReadRecords records = new ReadRecords(mapping.normalizer(), (event, record) -> {
            if (engine != null) {
                engine.process(event);
            }
            if (remote != null) {
                remote.process(event);
            }
        });
        List<Path> files = EventFiles.files(events);
        long started = System.nanoTime();
        try (ReadProgress progress = ReadProgress.of("replay", files, 1)) {
            for (Path file : files) {
                EventFiles.read(file, progress::watched, records);
            }
        }
        if (engine != null && remote != null) {
            engine.graft(remote.edges());
        }
        List<String> told = new ArrayList<>();
        Map<Enum<?>, Long> counted = new LinkedHashMap<>();
        List<Finding> findings = engine == null ? List.of() : engine.end();
        if (engine != null && compiled != null) {
            print(findings);
            told.add(String.format(Locale.ROOT, "%,d findings", findings.size()));
            told.addAll(ordering.write(findings, compiled.rules()));
            counted.putAll(engine.counted());
        }
        if (remote != null && (edges != null || withIncidents)) {
            List<Edge> found = remote.edges();
            if (edges != null) {
                Files.write(edges, found.stream().map(EdgeJson::of).toList());
            }
            told.add(String.format(Locale.ROOT, "%,d edges", found.size()));
            counted.putAll(remote.counted());
            if (engine != null && withIncidents) {
                FoundIncidents together = new FoundIncidents(engine, findings, found);
                told.add(String.format(Locale.ROOT, "%,d incidents", together.size()));
                if (indicators != null) {
                    told.add(String.format(Locale.ROOT, "%,d indicators", together.writeIndicators(indicators)));
                }
                write(together, files);
            }
        }
        records.summary(err, String.join(", ", told), (System.nanoTime() - started) / 1e9, counted);
        return 0;
    }

    private void write(FoundIncidents found, List<Path> files) throws IOException {
        if (incidents != null) {
            found.write(incidents, ordering.orders());
        }
        if (stories != null) {
            found.tell(stories, texts(found.events(), files), ordering.orders());
        }
    }

    /** What events say; they are read anew, for nobody knew before which would be asked for. */
    private Map<String, List<String>> texts(Set<String> wanted, List<Path> files) throws IOException {
        Map<String, List<String>> texts = new HashMap<>();
        ReadRecords records = new ReadRecords(mapping.normalizer(), (event, record) -> {
            if (wanted.contains(event.id())) {
                texts.putIfAbsent(event.id(), EventText.of(event));
            }
        });
        files.forEach(file -> EventFiles.read(file, UnaryOperator.identity(), records));
        return texts;
    }

    private CompiledRules compile(PrintWriter err) {
        RuleFiles read = RuleFiles.read(rules, Rule.Mode.AUDIT);
        read.errors().stream().limit(ENOUGH_ERRORS).forEach(err::println);
        if (read.errors().size() > ENOUGH_ERRORS) {
            err.printf(
                    "… and %,d more, see `cordon rules check`%n", read.errors().size() - ENOUGH_ERRORS);
        }
        if (read.rules().isEmpty()) {
            throw new CommandException("there is no rule that compiles in " + rules);
        }
        return RuleCompiler.compile("replay", ordering.heard(read.rules()));
    }

    private void print(List<Finding> findings) throws IOException {
        try (Writer writer = out == null
                ? new BufferedWriter(spec.commandLine().getOut())
                : Files.newBufferedWriter(out, StandardCharsets.UTF_8)) {
            for (Finding finding : findings) {
                if (all || finding.state() != Finding.State.RETRACTED) {
                    writer.write(FindingJson.of(finding));
                    writer.write('\n');
                }
            }
        }
    }
}
