package io.cordon.cli;

import com.sun.management.ThreadMXBean;
import io.cordon.engine.detect.DetectorConfig;
import io.cordon.engine.match.CompiledRules;
import io.cordon.engine.match.RuleCompiler;
import io.cordon.engine.rule.Rule;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures what {@code replay} does, beyond the seconds in which the JVM is still compiling it. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Measures replay on one thread: files are unpacked and read, records mapped, the process tree kept, rules matched.",
            "Goes over the events, each time as replay would, until the time is over, and prints records/s of each pass: the",
            "first ones pay for a JVM that is still compiling, as a single replay does; the later ones show what a long one reaches."
        })
final class BenchReplayCommand implements Callable<Integer> {
    private static final ThreadMXBean THREAD = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Mixin
    BenchInputs inputs = new BenchInputs();

    @Option(names = "--seconds", defaultValue = "20", description = "How long to measure (default: ${DEFAULT-VALUE}).")
    int seconds = 20;

    @Mixin
    MappingOption mapping = new MappingOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        CompiledRules compiled = RuleCompiler.compile(
                "bench", RuleFiles.read(inputs.rules, Rule.Mode.AUDIT).rules());
        List<Path> files = EventFiles.files(inputs.events);
        out.printf(
                Locale.ROOT,
                "%,d rules and steps of sequences%n%n",
                compiled.rules().size());
        out.printf("%4s %9s %11s %14s %9s%n", "pass", "records", "records/s", "CPU µs/record", "findings");
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        for (int pass = 1; pass == 1 || System.nanoTime() < until; pass++) {
            pass(pass, compiled, files, out);
        }
        return 0;
    }

    private void pass(int number, CompiledRules compiled, List<Path> files, PrintWriter out) throws IOException {
        HeapEngine engine = new HeapEngine(compiled, DetectorConfig.FILES);
        ReadRecords records = new ReadRecords(mapping.normalizer(), (event, record) -> engine.process(event));
        long started = System.nanoTime();
        long ran = THREAD.getCurrentThreadCpuTime();
        files.forEach(file -> EventFiles.read(file, UnaryOperator.identity(), records));
        int findings = engine.end().size();
        double cpu = THREAD.getCurrentThreadCpuTime() - ran;
        double seconds = (System.nanoTime() - started) / 1e9;
        if (records.read() == 0) {
            throw new CommandException("there is no record in " + inputs.events);
        }
        out.printf(
                Locale.ROOT,
                "%4d %,9d %,11.0f %14.2f %,9d%n",
                number,
                records.read(),
                records.read() / seconds,
                cpu / 1e3 / records.read(),
                findings);
        out.flush();
    }
}
