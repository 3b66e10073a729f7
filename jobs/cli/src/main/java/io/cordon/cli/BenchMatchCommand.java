package io.cordon.cli;

import io.cordon.engine.event.Activity;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.mapping.Normalized;
import io.cordon.engine.mapping.Normalizer;
import io.cordon.engine.mapping.Origin;
import io.cordon.engine.match.CompiledRules;
import io.cordon.engine.match.RuleCompiler;
import io.cordon.engine.match.RuleCompiler.Means;
import io.cordon.engine.rule.Rule;
import io.cordon.engine.rule.RuleParser;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the matcher alone. */
@Command(
        name = "match",
        mixinStandardHelpOptions = true,
        description = {
            "Measures what it costs one core to match rules with events: reading, mapping and the process tree are not counted.",
            "Runs over the events until the warm-up is over, then for the time given, and prints µs per event; beside it those",
            "where no text is known from an earlier event, and those of a loop that judges each of the source's rules by itself;",
            "where sequences are among the rules also those where each of their steps is a rule of its own."
        })
final class BenchMatchCommand implements Callable<Integer> {
    private static final List<Group> GROUPS = List.of(
            new Group(
                    "Sysmon and script blocks",
                    event -> event.service().equals("sysmon") || event.activity() == Activity.SCRIPT_BLOCK),
            new Group("process starts", event -> event.activity() == Activity.PROCESS_START),
            new Group("all events", event -> true));

    @Mixin
    BenchInputs inputs = new BenchInputs();

    @Option(names = "--seconds", defaultValue = "10", description = "How long to measure (default: ${DEFAULT-VALUE}).")
    int seconds = 10;

    @Option(
            names = "--times",
            defaultValue = "1",
            paramLabel = "N",
            description =
                    "Measure with N times the rules: copies that look for other texts (default: ${DEFAULT-VALUE}).")
    int times = 1;

    @Option(
            names = "--sequences",
            defaultValue = "0",
            paramLabel = "N",
            description =
                    "Measure with N sequences beside the rules, as bench pipeline has them (default: ${DEFAULT-VALUE}).")
    int sequences;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<EndpointEvent> events = events();
        if (events.isEmpty()) {
            throw new CommandException("no event in " + inputs.events + " can be read");
        }
        long started = System.nanoTime();
        List<Rule> read = RuleVariations.of(read(), times);
        CompiledRules compiled = RuleCompiler.compile("bench", read);
        out.printf(
                Locale.ROOT,
                "%,d rules and steps of sequences, read and compiled in %.1f s%n%n",
                compiled.rules().size(),
                (System.nanoTime() - started) / 1e9);
        List<Other> others = new ArrayList<>(List.of(
                new Other("new texts", RuleCompiler.compile("bench", read, Means.INDEX)),
                new Other("naive loop", RuleCompiler.compile("bench", read, Means.NONE))));
        if (read.stream().anyMatch(rule -> rule.chain() != null)) {
            others.add(new Other("steps alone", RuleCompiler.compile("bench", stepsAlone(read))));
        }
        out.printf("%-26s %8s %10s %12s %9s", "one core", "events", "µs/event", "bytes/event", "matches");
        others.forEach(other -> out.printf(" %11s", "µs/event"));
        out.printf("%n%-69s", "");
        others.forEach(other -> out.printf(" %11s", other.title));
        out.println();
        MatchRun.of(compiled, events, TimeUnit.SECONDS.toNanos(Math.max(3, seconds / 2)));
        // All groups before the other means: what those do would undo what the compiler has learnt of these.
        Map<Group, MatchRun> runs = new LinkedHashMap<>();
        for (Group group : GROUPS) {
            List<EndpointEvent> some = group.of(events);
            if (!some.isEmpty()) {
                runs.put(group, run(compiled, some, seconds));
            }
        }
        runs.forEach((group, run) -> {
            out.printf(
                    Locale.ROOT,
                    "%-26s %,8d %10.2f %12.0f %9.3f",
                    group.title,
                    group.of(events).size(),
                    run.microsPerEvent(),
                    run.bytesPerEvent(),
                    run.matchesPerEvent());
            for (Other one : others) {
                MatchRun other = run(one.rules, group.of(events), Math.max(1, seconds / 3));
                requireSame(run, other);
                out.printf(Locale.ROOT, " %11.2f", other.microsPerEvent());
            }
            out.println();
            out.flush();
        });
        return 0;
    }

    private List<Rule> read() {
        List<Rule> read =
                new ArrayList<>(RuleFiles.read(inputs.rules, Rule.Mode.AUDIT).rules());
        if (sequences > 0) {
            RuleParser.parse("sequences.yml", SequenceVariations.of(sequences), Rule.Mode.AUDIT)
                    .rules()
                    .forEach(sourced -> read.add(sourced.rule()));
        }
        return read;
    }

    /** The same conditions without sequences: each step judges single events, and feeds nothing. */
    private static List<Rule> stepsAlone(List<Rule> rules) {
        return rules.stream()
                .flatMap(rule -> rule.chain() == null ? Stream.of(rule) : rule.chain().parts().stream())
                .map(rule -> new Rule(
                        rule.id(),
                        rule.title(),
                        rule.language(),
                        rule.hash(),
                        rule.level(),
                        rule.mode(),
                        rule.tactics(),
                        rule.techniques(),
                        rule.scope(),
                        rule.condition(),
                        rule.response()))
                .toList();
    }

    /** Other means to the same matches. */
    private record Other(String title, CompiledRules rules) {}

    private static MatchRun run(CompiledRules rules, List<EndpointEvent> events, int seconds) {
        MatchRun.of(rules, events, TimeUnit.SECONDS.toNanos(1));
        return MatchRun.of(rules, events, TimeUnit.SECONDS.toNanos(seconds));
    }

    private static void requireSame(MatchRun run, MatchRun other) {
        if (other.matchesPerEvent() != run.matchesPerEvent()) {
            throw new CommandException("with fewer means " + other.matchesPerEvent()
                    + " matches per event are found, not " + run.matchesPerEvent());
        }
    }

    /** Events that are measured together. */
    private record Group(String title, Predicate<EndpointEvent> holds) {
        List<EndpointEvent> of(List<EndpointEvent> events) {
            return events.stream().filter(holds).toList();
        }
    }

    private List<EndpointEvent> events() {
        Normalizer normalizer = Normalizer.builtIn();
        List<EndpointEvent> read = new ArrayList<>();
        for (Path file : EventFiles.files(inputs.events)) {
            EventFiles.read(file, UnaryOperator.identity(), (name, number, record) -> {
                Normalized normalized = normalizer.normalize(
                        "default", record, new Origin(name + ':' + number, EndpointEvent.ABSENT, name));
                if (normalized instanceof Normalized.Mapped mapped) {
                    read.add(mapped.event());
                }
            });
        }
        return read;
    }
}
