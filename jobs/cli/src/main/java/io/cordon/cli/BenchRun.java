package io.cordon.cli;

import io.cordon.lab.Lab;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One run of detect over the whole workload, timed over the middle of the measured events. */
final class BenchRun {
    private static final double FROM = 0.1;
    private static final double TO = 0.9;
    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(15);

    private final Lab lab;
    private final ClusterOptions bench;
    private final long warmUp;
    private final long measured;
    private final Steps steps;

    /** @param cpuMicros of the TaskManager's process, per event */
    record Figures(double perSecond, double cpuMicros) {}

    private record Sample(long events, long nanos, Duration cpu) {}

    BenchRun(Lab lab, ClusterOptions bench, long warmUp, long measured, Steps steps) {
        this.lab = lab;
        this.bench = bench;
        this.warmUp = warmUp;
        this.measured = measured;
        this.steps = steps;
    }

    Figures run(String what, List<String> more) throws IOException {
        List<String> arguments = new ArrayList<>(bench.asArguments());
        arguments.addAll(List.of("--start", "earliest"));
        arguments.addAll(more);
        String job = lab.submit(JobName.detect.jar(), arguments);
        Sample from = steps.step(what + ", warm-up", () -> await(job, warmUp + (long) (measured * FROM)));
        Sample to = steps.step(what + ", measuring", () -> await(job, warmUp + (long) (measured * TO)));
        lab.flink().cancel(job);
        long events = to.events() - from.events();
        return new Figures(
                events * 1e9 / (to.nanos() - from.nanos()),
                to.cpu().minus(from.cpu()).toNanos() / 1e3 / events);
    }

    private Sample await(String job, long events) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE;
        while (true) {
            long read = lab.flink().mostRecordsRead(job);
            if (read >= events) {
                return new Sample(read, System.nanoTime(), cpu());
            }
            if (System.nanoTime() > deadline) {
                throw new CommandException("detect read only " + read + " of " + events + " events, it is "
                        + lab.flink().state(job));
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
