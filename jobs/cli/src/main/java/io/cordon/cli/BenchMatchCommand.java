package io.cordon.cli;

import io.cordon.engine.condition.Subject;
import io.cordon.engine.condition.Truth;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.event.FieldRef;
import io.cordon.engine.mapping.Normalized;
import io.cordon.engine.mapping.Normalizer;
import io.cordon.engine.mapping.Origin;
import io.cordon.engine.match.CompiledRules;
import io.cordon.engine.match.RuleCompiler;
import io.cordon.engine.rule.Rule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the matcher alone. */
@Command(
        name = "match",
        mixinStandardHelpOptions = true,
        description = {
            "Measures what it costs one core to match rules with events: reading, mapping and the process tree are not counted.",
            "Runs over the events until the warm-up is over, then for the time given, and prints µs per event."
        })
final class BenchMatchCommand implements Callable<Integer> {
    @Option(
            names = "--rules",
            required = true,
            arity = "1..*",
            paramLabel = "PATH",
            description = "Rules, or folders of them.")
    List<Path> rules = List.of();

    @Option(
            names = "--events",
            required = true,
            arity = "1..*",
            paramLabel = "PATH",
            description = "Events, or folders of them.")
    List<Path> events = List.of();

    @Option(names = "--seconds", defaultValue = "10", description = "How long to measure (default: ${DEFAULT-VALUE}).")
    int seconds = 10;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    CommandSpec spec;

    /** An event without a process tree. */
    private record Bare(EndpointEvent event) implements Subject {
        @Override
        public @Nullable String text(FieldRef field) {
            return field.in(event);
        }

        @Override
        public boolean mayFill(FieldRef field) {
            return false;
        }

        @Override
        public Truth descendsFrom(long anchor) {
            return Truth.OPEN_FALSE;
        }
    }

    @Override
    public Integer call() {
        RuleFiles read = RuleFiles.read(rules, Rule.Mode.AUDIT);
        CompiledRules compiled = RuleCompiler.compile(
                "bench", read.rules().stream().map(RuleFiles.Read::rule).toList());
        List<Subject> subjects = subjects();
        if (subjects.isEmpty()) {
            throw new CommandException("no event in " + events + " can be read");
        }
        run(compiled, subjects, TimeUnit.SECONDS.toNanos(Math.max(3, seconds / 2)));
        Measured measured = run(compiled, subjects, TimeUnit.SECONDS.toNanos(seconds));
        spec.commandLine()
                .getOut()
                .printf(
                        Locale.ROOT,
                        "%,d rules, %,d events: %.2f µs per event on one core (%,.0f events/s), %.3f matches per event%n",
                        compiled.rules().size(),
                        subjects.size(),
                        measured.nanos / 1e3 / measured.events,
                        measured.events * 1e9 / measured.nanos,
                        (double) measured.matches / measured.events);
        return 0;
    }

    private List<Subject> subjects() {
        Normalizer normalizer = Normalizer.builtIn();
        List<Subject> subjects = new ArrayList<>();
        for (Path file : EventFiles.files(events)) {
            EventFiles.read(file, UnaryOperator.identity(), (name, number, record) -> {
                Normalized normalized = normalizer.normalize(
                        "default", record, new Origin(name + ':' + number, EndpointEvent.ABSENT, name));
                if (normalized instanceof Normalized.Mapped mapped) {
                    subjects.add(new Bare(mapped.event()));
                }
            });
        }
        return subjects;
    }

    private record Measured(long events, long matches, long nanos) {}

    private static Measured run(CompiledRules rules, List<Subject> subjects, long nanos) {
        long[] matches = {0};
        long events = 0;
        long started = System.nanoTime();
        while (System.nanoTime() - started < nanos) {
            for (Subject subject : subjects) {
                rules.match(subject, (rule, truth) -> matches[0]++);
            }
            events += subjects.size();
        }
        return new Measured(events, matches[0], System.nanoTime() - started);
    }
}
