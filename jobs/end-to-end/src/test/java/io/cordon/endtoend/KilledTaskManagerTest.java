package io.cordon.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.cli.ClusterOptions;
import io.cordon.cli.Deployment;
import io.cordon.cli.Feed;
import io.cordon.cli.JobName;
import io.cordon.cli.Recording;
import io.cordon.cli.Steps;
import io.cordon.lab.Lab;
import io.cordon.lab.LabOptions;
import io.cordon.schemas.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recorded attacks through the real processes, with the TaskManager killed on the way: nothing is lost and nothing is new. */
class KilledTaskManagerTest {
    private static final Path ROOT = Path.of(System.getProperty("cordon.root"));
    private static final int KILLS = 3;
    private static final int PER_SECOND = 200;
    private static final int FAST = 2_000;
    private static final Map<String, String> FLINK = Map.of(
            "execution.checkpointing.interval", "1 s",
            "heartbeat.interval", "500",
            "heartbeat.timeout", "5000",
            "metrics.fetcher.update-interval", "500");

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final Recording recording = Recording.read(List.of(ROOT.resolve("recordings")));
    private final long recordedAt = TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis());

    private record Outcome(
            long records,
            Map<String, String> findings,
            Map<String, String> edges,
            Map<String, String> incidents,
            Set<String> commands) {}

    @Test
    void killsChangeNoFindingEdgeIncidentOrCommand(@TempDir Path directory) throws Exception {
        System.out.println("seed " + seed);
        try (Lab lab = Lab.start(LabOptions.laptop(ROOT, directory).withFlink(FLINK))) {
            Outcome killed = killed(lab, directory);

            Outcome calm = undisturbed(lab, directory, killed);

            assertThat(calm.findings()).isNotEmpty();
            assertThat(calm.commands()).isNotEmpty();
            assertSame("findings", killed.findings(), calm.findings());
            assertSame("edges", killed.edges(), calm.edges());
            assertSame("incidents", killed.incidents(), calm.incidents());
            assertThat(killed.commands()).as("commands, seed %d", seed).isEqualTo(calm.commands());
        }
    }

    private void assertSame(String what, Map<String, String> killed, Map<String, String> calm) {
        assertThat(onlyIn(killed, calm))
                .as("%s of the killed run alone, where those of the undisturbed run are left, seed %d", what, seed)
                .isEqualTo(onlyIn(calm, killed));
    }

    private static Map<String, String> onlyIn(Map<String, String> these, Map<String, String> others) {
        Map<String, String> only = new HashMap<>(these);
        only.entrySet().removeAll(others.entrySet());
        return only;
    }

    /** Feeds until the last kill is survived, so how much that takes is for the undisturbed run to repeat. */
    private Outcome killed(Lab lab, Path directory) throws Exception {
        ClusterOptions cluster = ClusterOptions.of(lab.kafka(), lab.registry(), "killed-");
        Map<JobName, String> jobs = deploy(lab, cluster, directory.resolve("killed"));
        try (Feed feed = new Feed(cluster.kafkaProperties(), cluster.topic(Topics.TELEMETRY));
                Written written = new Written(cluster)) {
            AtomicBoolean survived = new AtomicBoolean();
            CompletableFuture<Void> feeding = CompletableFuture.runAsync(() -> {
                while (!survived.get()) {
                    feed(feed, PER_SECOND);
                }
            });
            for (int kill = 1; kill <= KILLS; kill++) {
                killAfterCheckpointBetweenFindings(lab, jobs, written);
            }
            int findingsAtLastKill = written.readOn().findings().size();
            awaitFindingsBeyond(written, findingsAtLastKill);
            survived.set(true);
            feeding.get();
            awaitAll(written, feed.sent());
            assertThat(written.repeatedEvents())
                    .as("events that were processed twice; with none, the kills tested nothing")
                    .isPositive();
            return outcome(lab, jobs, written, feed.sent());
        }
    }

    private Outcome undisturbed(Lab lab, Path directory, Outcome killed) throws Exception {
        long records = killed.records();
        ClusterOptions cluster = ClusterOptions.of(lab.kafka(), lab.registry(), "calm-");
        Map<JobName, String> jobs = deploy(lab, cluster, directory.resolve("calm"));
        try (Feed feed = new Feed(cluster.kafkaProperties(), cluster.topic(Topics.TELEMETRY));
                Written written = new Written(cluster)) {
            feed(feed, records);
            // On a busy machine detect may fall silent for longer than the quiet that awaitAll waits for.
            Eventually.holds(
                    "there are as many findings as in the killed run",
                    () -> written.readOn().findings().size()
                            >= killed.findings().size());
            awaitAll(written, records);
            return outcome(lab, jobs, written, records);
        }
    }

    private void feed(Feed feed, long records) {
        long from = feed.sent();
        feed.run(records, records > PER_SECOND ? FAST : PER_SECOND, number -> record(from + number));
    }

    private static void awaitAll(Written written, long records) throws Exception {
        Eventually.holds("all events are through", () -> written.readOn().eventRecords() >= records);
        // A slow judgement puts the next one off, and the topics are quiet meanwhile.
        Eventually.holds(
                "each finding is in an incident",
                () -> written.readOn().loose().isEmpty(),
                () -> written.loose().toString());
        awaitQuiet(written);
    }

    /** New findings, then a completed checkpoint of every job, then new findings again, then SIGKILL. */
    private void killAfterCheckpointBetweenFindings(Lab lab, Map<JobName, String> jobs, Written written)
            throws Exception {
        awaitFindingsBeyond(written, written.readOn().findings().size());
        RunningJobs running = new RunningJobs(lab, jobs.values());
        running.awaitCheckpoints();
        awaitFindingsBeyond(written, written.readOn().findings().size() + random.nextInt(5));
        running.killTaskManager();
    }

    private static void awaitFindingsBeyond(Written written, int count) throws Exception {
        Eventually.holds(
                "there are more findings than " + count,
                () -> written.readOn().findings().size() > count);
    }

    /** Waits until nothing new was written for some seconds. */
    private static void awaitQuiet(Written written) throws Exception {
        long[] since = {System.nanoTime()};
        int[] before = {-1};
        Eventually.holds("the topics are quiet", () -> {
            written.readOn();
            int now = written.findings().size()
                    + written.edges().size()
                    + written.incidents().size()
                    + written.commands().size()
                    + written.eventRecords();
            if (now != before[0]) {
                before[0] = now;
                since[0] = System.nanoTime();
            }
            return System.nanoTime() - since[0] > TimeUnit.SECONDS.toNanos(8);
        });
    }

    private static Outcome outcome(Lab lab, Map<JobName, String> jobs, Written written, long records) throws Exception {
        for (String job : jobs.values()) {
            lab.flink().cancel(job);
            Eventually.holds("the job has ended", () -> lab.flink().state(job).equals("CANCELED"));
        }
        written.readOn();
        return new Outcome(records, written.findings(), written.edges(), written.incidents(), written.commands());
    }

    private static Map<JobName, String> deploy(Lab lab, ClusterOptions cluster, Path folder) throws Exception {
        Files.createDirectories(folder);
        return new Deployment(lab, cluster, folder, Steps.onStandardError())
                .deploy(List.of(ROOT.resolve("rules/demo")), List.of("--freshness", "PT1H"));
    }

    private Recording.Written record(long number) {
        return recording.write((int) (number % recording.size()), recordedAt, (int) (number / recording.size()) + 1);
    }
}
