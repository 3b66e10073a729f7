package io.cordon.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.cli.ClusterOptions;
import io.cordon.cli.Cordon;
import io.cordon.cli.Deployment;
import io.cordon.cli.Feed;
import io.cordon.cli.Recording;
import io.cordon.cli.Steps;
import io.cordon.lab.Lab;
import io.cordon.lab.LabOptions;
import io.cordon.schemas.Topics;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** People speak to a running contain through a broker: a kill switch, a policy, an approval. */
class SpokenToTest {
    private static final Path ROOT = Path.of(System.getProperty("cordon.root"));
    private static final Path DEMO = ROOT.resolve("rules/demo");
    private static final int PER_SECOND = 2_000;

    private final Recording recording = Recording.read(List.of(ROOT.resolve("recordings")));
    private final List<String> cluster = new ArrayList<>();
    private int copies;

    @Test
    void aRunningContainDoesWhatPeopleSay(@TempDir Path directory) throws Exception {
        try (Lab lab = Lab.start(LabOptions.laptop(ROOT, directory))) {
            Path folder = Files.createDirectories(directory.resolve("spoken-to"));
            ClusterOptions options = ClusterOptions.of(lab.kafka(), lab.registry(), "spoken-");
            cluster.addAll(List.of("--kafka", lab.kafka(), "--registry", lab.registry(), "--prefix", "spoken-"));
            String key = folder.resolve("people.key").toString();
            cordon("keys", "create", key);
            List<String> trusting = new ArrayList<>();
            for (String purpose : List.of("policy", "approval", "kill-switch")) {
                trusting.addAll(List.of("--trust", purpose + '=' + key + ".pub"));
            }
            new Deployment(lab, options, folder, Steps.onStandardError()).deploy(List.of(DEMO), trusting);
            try (Feed feed = new Feed(options.kafkaProperties(), options.topic(Topics.TELEMETRY));
                    Written written = new Written(options)) {
                feed(feed, Duration.ofDays(7));
                Eventually.holds(
                        "what happened last week is found",
                        () -> !written.readOn().findings().isEmpty());
                assertThat(written.commands()).as("and orders nothing").isEmpty();

                feedACopy(feed);
                Eventually.holds(
                        "something is ordered",
                        () -> !written.readOn().commands().isEmpty());

                spoken("kill-switch", "on", "--key", key);
                Eventually.holds("orders wait for the switch", () -> {
                    feedACopy(feed);
                    return spoken("approvals", "list").contains("kill_switch");
                });
                Set<String> before = written.readOn().commands();
                feedACopy(feed);
                spoken("kill-switch", "off", "--key", key);
                Eventually.holds("something is ordered again", () -> {
                    feedACopy(feed);
                    return written.readOn().commands().size() > before.size();
                });

                Path asking = Files.writeString(
                        folder.resolve("asking.yml"),
                        "policy: asking\npolicies: [{mode: block, approval: required}]\n");
                spoken("policy", "push", asking.toString(), "--rules", DEMO.toString(), "--key", key);
                Eventually.holds("orders wait for a person", () -> {
                    feedACopy(feed);
                    return waiting("approval").isPresent();
                });
                String id = waiting("approval").orElseThrow();
                assertThat(written.readOn().commands()).doesNotContain(id);
                spoken("approvals", "approve", id, "--by", "ann", "--key", key);
                Eventually.holds(
                        "what was approved goes out",
                        () -> written.readOn().commands().contains(id));

                Path holding = Files.writeString(
                        folder.resolve("holding.yml"),
                        "policy: holding\npolicies: [{mode: block, response: suspend}]\n");
                spoken("policy", "push", holding.toString(), "--rules", DEMO.toString(), "--key", key);
                Eventually.holds("something is suspended", () -> {
                    feedACopy(feed);
                    return suspended().isPresent();
                });
                String held = suspended().orElseThrow();
                spoken("orders", "release", held, "--by", "ann", "--key", key);
                Eventually.holds(
                        "what a person releases is held no more",
                        () -> !spoken("orders", "list").contains(held));
            }
        }
    }

    /** The id of an order that waits at a gate. */
    private Optional<String> waiting(String gate) {
        return spoken("approvals", "list")
                .lines()
                .filter(line -> line.contains("  " + gate + ": "))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .findFirst();
    }

    /** The id of an order to suspend a process. */
    private Optional<String> suspended() {
        return spoken("orders", "list")
                .lines()
                .filter(line -> line.contains("  suspend "))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .findFirst();
    }

    private void feedACopy(Feed feed) {
        feed(feed, Duration.ZERO);
    }

    private void feed(Feed feed, Duration ago) {
        int copy = ++copies;
        long now = TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis() - ago.toMillis());
        feed.run(recording.size(), PER_SECOND, number -> recording.write((int) number, now, copy));
    }

    private String spoken(String... command) {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(cluster);
        return cordon(all.toArray(String[]::new));
    }

    private static String cordon(String... command) {
        StringWriter out = new StringWriter();
        CommandLine cordon = Cordon.commandLine().setOut(new PrintWriter(out, true));
        assertThat(cordon.execute(command)).as(String.join(" ", command)).isZero();
        return out.toString();
    }
}
