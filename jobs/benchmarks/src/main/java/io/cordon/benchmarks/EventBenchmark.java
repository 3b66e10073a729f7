package io.cordon.benchmarks;

import io.cordon.engine.condition.Subject;
import io.cordon.engine.condition.Truth;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.event.FieldRef;
import io.cordon.engine.mapping.Normalized;
import io.cordon.engine.mapping.Normalizer;
import io.cordon.engine.mapping.Origin;
import io.cordon.engine.match.CompiledRules;
import io.cordon.engine.match.RuleCompiler;
import io.cordon.engine.match.RuleCompiler.Means;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** What one event costs on its way: to be read from JSON, and to be matched with all rules. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(1)
public class EventBenchmark {
    private static final Origin ORIGIN = new Origin("benchmark:1", EndpointEvent.ABSENT, "benchmark");

    /** JSON lines, or a folder of them; also in .gz. */
    @Param("recordings")
    public String records = "";

    /** Rules, or a folder of them. */
    @Param("rules")
    public String rules = "";

    /** Match events of this activity only, such as {@code PROCESS_START}; empty for all. */
    @Param("")
    public String activity = "";

    private final Normalizer normalizer = Normalizer.builtIn();
    private byte[][] raw = {};
    private Subject[] subjects = {};
    private CompiledRules remembering = RuleCompiler.compile("none", List.of());
    private CompiledRules forgetful = remembering;
    private int next;

    @Setup
    public void read() throws IOException {
        raw = Inputs.lines(Path.of(records));
        subjects = Arrays.stream(raw)
                .map(this::read)
                .filter(Normalized.Mapped.class::isInstance)
                .map(read -> ((Normalized.Mapped) read).event())
                .filter(event -> activity.isEmpty() || event.activity().name().equals(activity))
                .map(Bare::new)
                .toArray(Subject[]::new);
        remembering = RuleCompiler.compile("benchmark", Inputs.rules(Path.of(rules)));
        forgetful = RuleCompiler.compile("benchmark", remembering.rules(), Means.INDEX);
    }

    @Benchmark
    public Normalized normalize() {
        next = (next + 1) % raw.length;
        return read(raw[next]);
    }

    @Benchmark
    public void match(Blackhole found) {
        match(remembering, found);
    }

    /** As if no text had been met before. */
    @Benchmark
    public void matchNewTexts(Blackhole found) {
        match(forgetful, found);
    }

    private void match(CompiledRules compiled, Blackhole found) {
        next = (next + 1) % subjects.length;
        compiled.match(subjects[next], (rule, truth) -> found.consume(rule));
    }

    private Normalized read(byte[] record) {
        return normalizer.normalize("default", record, ORIGIN);
    }

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

        @Override
        public Truth isChildOf(long anchor) {
            return Truth.OPEN_FALSE;
        }

        @Override
        public Truth isEventOf(long anchor) {
            return Truth.OPEN_FALSE;
        }
    }
}
