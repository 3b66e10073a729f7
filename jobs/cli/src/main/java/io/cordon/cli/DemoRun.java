package io.cordon.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What the demo shows: the attack once, told line by line, then the same at a steady rate, timed. */
final class DemoRun {
    /** The JVMs are cold and drain a backlog first: the rate is held until ingest has kept up for a while. */
    private static final int LONGEST_WARM_UP_SECONDS = 60;

    private static final int STEADY_SECONDS = 5;
    private static final long STEADY_MILLIS = 500;
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);
    private static final long QUIET = TimeUnit.SECONDS.toNanos(2);

    private final Recording recording;
    private final Feed feed;
    private final DemoWatch watch;
    private final int rate;
    private final int seconds;
    private final long begin;
    private final PrintStream out;
    private long copied;

    DemoRun(Recording recording, Feed feed, DemoWatch watch, int rate, int seconds, long begin, PrintStream out) {
        this.recording = recording;
        this.feed = feed;
        this.watch = watch;
        this.rate = rate;
        this.seconds = seconds;
        this.begin = begin;
        this.out = out;
    }

    void run() throws InterruptedException {
        out.printf("%nReplaying %,d recorded events, their time shifted to now%n", recording.size());
        long now = micros();
        feed.run(recording.size(), rate, line -> recording.write((int) line, now, 0));
        settle();
        watch.drawTrees();
        watch.tellIncidents();
        DemoWatch.Counts once = watch.counts();
        out.printf(
                "%,d findings, %,d incidents and %,d commands %.0f s after the start%n",
                once.findings(), once.incidents(), once.commands(), (System.nanoTime() - begin) / 1e9);

        watch.fallSilent();
        out.printf("%nThe same on copies of its endpoints, at %,d events/s: warming up", rate);
        boolean steady = warmUp();
        out.printf(
                ", then %d s%s%n", seconds, steady ? "" : "; this machine does not keep up, so a backlog is timed too");
        long from = System.currentTimeMillis();
        feed.run((long) rate * seconds, rate, this::copied);
        settle();
        summary(watch.latencies(from));
    }

    /** Holds the rate until what is sent comes out promptly for some seconds; whether it did. */
    private boolean warmUp() {
        int kept = 0;
        for (int second = 0; second < LONGEST_WARM_UP_SECONDS && kept < STEADY_SECONDS; second++) {
            feed.run(rate, rate, this::copied);
            DemoWatch.Counts counts = watch.counts();
            List<Long> recent = watch.latencies(System.currentTimeMillis() - 1000);
            boolean keepsUp = feed.sent() - counts.events() - counts.deadLetters() < rate
                    && (recent.isEmpty() || percentile(recent, 50) < STEADY_MILLIS);
            kept = keepsUp ? kept + 1 : 0;
            out.print('.');
            out.flush();
        }
        return kept == STEADY_SECONDS;
    }

    private Recording.Written copied(long unused) {
        long number = copied++;
        return recording.write((int) (number % recording.size()), micros(), (int) (number / recording.size()) + 1);
    }

    /** Waits until all that was sent came through ingest and nothing new has come for two seconds. */
    private void settle() throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE;
        long since = System.nanoTime();
        DemoWatch.Counts before = watch.counts();
        while (before.events() + before.deadLetters() < feed.sent() || System.nanoTime() - since < QUIET) {
            if (System.nanoTime() > deadline) {
                throw new CommandException("only " + before.events() + " of " + feed.sent()
                        + " events came through ingest within a minute");
            }
            TimeUnit.MILLISECONDS.sleep(50);
            DemoWatch.Counts now = watch.counts();
            if (!now.equals(before)) {
                since = System.nanoTime();
                before = now;
            }
        }
    }

    private void summary(List<Long> latencies) {
        DemoWatch.Counts counts = watch.counts();
        out.println();
        out.printf("events in      %,12d%n", counts.events());
        out.printf("findings       %,12d%n", counts.findings());
        out.printf("incidents      %,12d%n", counts.incidents());
        out.printf("commands       %,12d%n", counts.commands());
        out.printf("dead letters   %,12d%n", counts.deadLetters());
        if (latencies.isEmpty()) {
            out.println("latency        no command came while the rate was held");
        } else {
            out.printf(
                    "latency        p50 %d ms, p99 %d ms from the raw record's append to the command's, of %,d commands at"
                            + " %,d events/s%n",
                    percentile(latencies, 50), percentile(latencies, 99), latencies.size(), rate);
        }
    }

    private static long percentile(List<Long> ascending, int percent) {
        int rank = (int) Math.ceil(ascending.size() * percent / 100.0);
        return ascending.get(Math.max(0, rank - 1));
    }

    private static long micros() {
        return TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis());
    }
}
