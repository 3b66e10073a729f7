package io.cordon.cli;

import io.cordon.lab.FlinkRest;
import io.cordon.lab.Lab;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One run of a job over the whole workload, timed over the middle of the measured events. */
final class BenchRun {
    private static final double FROM = 0.1;
    private static final double TO = 0.9;

    private final Lab lab;
    private final ClusterOptions bench;
    private final BenchFill.Written written;
    private final long warmUp;
    private final long measured;
    private final Steps steps;

    /** What a job has done so far. */
    interface Count {
        long of(FlinkRest flink, String job) throws IOException;
    }

    /**
     * What runs.
     *
     * @param read how many events it has read
     * @param hits how many steps of sequences it has found in them
     * @param found how many sequences
     * @param patience for the warm-up, and for what is measured
     * @param isShort whether it begins behind the starts, and what it has read is taken where patience ends, instead of giving up
     */
    record Job(
            Path jar, List<String> arguments, Count read, Count hits, Count found, Duration patience, boolean isShort) {
        private static final Duration LONG = Duration.ofMinutes(15);
        private static final Duration SHORT = Duration.ofMinutes(3);

        /** Detect, under the rules that a key signs. */
        static Job detect(Path key, String... more) {
            List<String> arguments = new ArrayList<>(List.of("--rules-trust", key + ".pub"));
            arguments.addAll(List.of(more));
            return new Job(
                    JobName.detect.jar(),
                    arguments,
                    FlinkRest::mostRecordsRead,
                    (flink, job) -> flink.operatorMetric(job, "add-up-1", "add-up-1.numRecordsIn"),
                    (flink, job) -> flink.operatorMetric(job, "correlate-1", "correlate-1.cordon.findings"),
                    LONG,
                    false);
        }

        /**
         * The job of jobs/benchmarks/cep. It may be so slow that waiting for all of the workload would tell nothing more, and if it
         * had to read the starts it would be measured over nothing else.
         */
        static Job flinkCep(Path sequences, String... more) {
            List<String> arguments = new ArrayList<>(List.of("--sequences", sequences.toString()));
            arguments.addAll(List.of(more));
            return new Job(
                    Project.root().resolve("jobs/benchmarks/cep/target/cordon-cep-benchmark.jar"),
                    arguments,
                    (flink, job) -> flink.operatorMetric(job, "decode", "decode.numRecordsIn"),
                    (flink, job) -> 0,
                    (flink, job) -> flink.operatorMetric(job, "matches-", "Writer.numRecordsIn"),
                    SHORT,
                    true);
        }
    }

    /**
     * What a run showed.
     *
     * @param cpuMicros of the TaskManager's process, per event
     * @param hits found in a thousand events
     * @param found in a thousand events
     */
    record Figures(long events, double perSecond, double cpuMicros, double hits, double found) {}

    private record Sample(long events, long nanos, Duration cpu, long hits, long found) {}

    BenchRun(Lab lab, ClusterOptions bench, BenchFill.Written written, long warmUp, long measured, Steps steps) {
        this.lab = lab;
        this.bench = bench;
        this.written = written;
        this.warmUp = warmUp;
        this.measured = measured;
        this.steps = steps;
    }

    Figures run(String what, Job job) throws IOException {
        List<String> arguments = new ArrayList<>(bench.asArguments());
        arguments.addAll(List.of("--start", job.isShort() ? written.later().toString() : "earliest"));
        arguments.addAll(job.arguments());
        String id = lab.submit(job.jar(), arguments);
        long before = warmUp + (job.isShort() ? 0 : written.starts());
        Sample from = steps.step(what + ", warm-up", () -> await(id, job, before + (long) (measured * FROM)));
        Sample to = steps.step(what + ", measuring", () -> await(id, job, before + (long) (measured * TO)));
        lab.flink().cancel(id);
        long events = to.events() - from.events();
        return new Figures(
                events,
                events * 1e9 / (to.nanos() - from.nanos()),
                to.cpu().minus(from.cpu()).toNanos() / 1e3 / events,
                (to.hits() - from.hits()) * 1e3 / events,
                (to.found() - from.found()) * 1e3 / events);
    }

    private Sample await(String id, Job job, long events) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + job.patience().toNanos();
        while (true) {
            long read = job.read().of(lab.flink(), id);
            boolean isOver = System.nanoTime() > deadline;
            if (read >= events || (isOver && job.isShort() && read > 0)) {
                return new Sample(
                        read,
                        System.nanoTime(),
                        cpu(),
                        job.hits().of(lab.flink(), id),
                        job.found().of(lab.flink(), id));
            }
            if (isOver) {
                throw new CommandException("the job read only " + read + " of " + events + " events: "
                        + lab.flink().condition(id));
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private Duration cpu() {
        return ProcessHandle.of(lab.taskManagerPid())
                .flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow(() -> new CommandException("the TaskManager's CPU time cannot be read"));
    }
}
