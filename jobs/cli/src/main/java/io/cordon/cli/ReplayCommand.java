package io.cordon.cli;

import io.cordon.engine.finding.Finding;
import io.cordon.engine.mapping.Normalizer;
import io.cordon.engine.match.CompiledRules;
import io.cordon.engine.match.RuleCompiler;
import io.cordon.engine.rule.Rule;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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

    @Option(
            names = "--mapping",
            paramLabel = "NAME|FILE",
            description = "A built-in mapping or a mapping file, instead of all built-in ones.")
    @Nullable
    String mapping;

    @Option(names = "--out", paramLabel = "FILE", description = "Write the findings here, not to standard output.")
    @Nullable
    Path out;

    @Option(names = "--all", description = "Print retracted findings too.")
    boolean all;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        Replay replay = new Replay(normalizer(), compile(err));
        List<Path> files = EventFiles.files(events);
        long started = System.nanoTime();
        try (ProgressBar progress = progress(files)) {
            UnaryOperator<java.io.InputStream> watched = in -> progress == null ? in : new Watched(in, progress);
            for (Path file : files) {
                EventFiles.read(file, watched, replay);
            }
        }
        List<Finding> findings = replay.end();
        double seconds = (System.nanoTime() - started) / 1e9;
        print(findings);
        summary(err, replay, findings.size(), seconds);
        return 0;
    }

    private Normalizer normalizer() throws IOException {
        if (mapping == null) {
            return Normalizer.builtIn();
        }
        try {
            Path file = Path.of(mapping);
            return Files.isRegularFile(file)
                    ? Normalizer.of(mapping, Files.readString(file))
                    : Normalizer.named(mapping);
        } catch (IllegalArgumentException e) {
            throw new CommandException("--mapping: " + e.getMessage(), e);
        }
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
        return RuleCompiler.compile("replay", read.rules());
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

    private static void summary(PrintWriter err, Replay replay, int findings, double seconds) {
        long dead = replay.deadLetters().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        err.printf(
                Locale.ROOT,
                "read %,d = mapped %,d + dead-lettered %,d; %,d findings; %,.0f events/s%n",
                replay.read(),
                replay.mapped(),
                dead,
                findings,
                replay.read() / Math.max(seconds, 1e-6));
        lines(err, replay.deadLetters());
        lines(err, replay.counted());
        err.flush();
    }

    private static void lines(PrintWriter err, Map<? extends Enum<?>, Long> counts) {
        counts.forEach((what, count) -> err.printf(
                Locale.ROOT,
                "  %,d %s%n",
                count,
                what.name().toLowerCase(Locale.ROOT).replace('_', '-')));
    }

    private static @Nullable ProgressBar progress(List<Path> files) throws IOException {
        if (!Boolean.getBoolean("cordon.terminal")) {
            return null;
        }
        long bytes = 0;
        for (Path file : files) {
            bytes += Files.size(file);
        }
        return new ProgressBarBuilder()
                .setTaskName("replay")
                .setInitialMax(bytes)
                .setUnit(" MB", 1 << 20)
                .setConsumer(new ConsoleProgressBarConsumer(System.err))
                .build();
    }

    /** Steps a progress bar by what is read. */
    private static final class Watched extends java.io.FilterInputStream {
        private final ProgressBar progress;

        Watched(java.io.InputStream in, ProgressBar progress) {
            super(in);
            this.progress = progress;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            progress.stepBy(Math.max(0, read));
            return read;
        }
    }
}
