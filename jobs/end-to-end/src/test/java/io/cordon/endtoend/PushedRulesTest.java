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
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules of several events through a broker and a registry, to jobs that run; and what these found, told as a story. */
class PushedRulesTest {
    private static final Path ROOT = Path.of(System.getProperty("cordon.root"));
    private static final Path DEMO = ROOT.resolve("rules/demo");
    private static final Path FILELESS = ROOT.resolve("rules/fileless");
    private static final int PER_SECOND = 2_000;
    private static final List<String> CHAINS = List.of(
            "A new WMI subscription starts a process",
            "A WMI subscription that runs code is made",
            "rundll32 runs a script or nothing and starts a process");

    private final Recording recording = Recording.read(List.of(ROOT.resolve("recordings")));
    private final long recordedAt = TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis());
    private int copies;

    @Test
    void aRunningJobTakesSequencesUp(@TempDir Path directory) throws Exception {
        try (Lab lab = Lab.start(LabOptions.laptop(ROOT, directory))) {
            ClusterOptions cluster = ClusterOptions.of(lab.kafka(), lab.registry(), "pushed-");
            Path folder = Files.createDirectories(directory.resolve("pushed"));
            Deployment deployment = new Deployment(lab, cluster, folder, Steps.onStandardError());
            deployment.deploy(List.of(DEMO), List.of());
            try (Feed feed = new Feed(cluster.kafkaProperties(), cluster.topic(Topics.TELEMETRY));
                    Written written = new Written(cluster)) {
                feedACopy(feed);
                Eventually.holds(
                        "the rules of one event find something",
                        () -> !written.readOn().findings().isEmpty());

                Eventually.holds("they are told as a story", () -> isTold(cluster, directory.resolve("story.html")));

                deployment.push("audit", List.of(DEMO, FILELESS));

                // When the rules have reached detect nobody says, and a sequence sees what comes after that.
                Eventually.holds("the sequences find what happens from then on", () -> {
                    feedACopy(feed);
                    return written.readOn().titles().containsAll(CHAINS);
                });
            }
        }
    }

    /** Whether an incident can be read from the topics, with its findings. */
    private static boolean isTold(ClusterOptions cluster, Path page) throws IOException {
        String listed = cordon(cluster, "story");
        if (listed.isBlank()) {
            return false;
        }
        cordon(cluster, "story", listed.substring(0, listed.indexOf(' ')), "-o", page.toString());
        String told = Files.readString(page);
        return told.contains("Incident: ") && !told.contains("Incident: 0 findings") && told.contains("<svg");
    }

    private static String cordon(ClusterOptions cluster, String... arguments) {
        StringWriter out = new StringWriter();
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(cluster.asArguments());
        int exit = Cordon.commandLine().setOut(new PrintWriter(out)).execute(all.toArray(String[]::new));
        assertThat(exit).isZero();
        return out.toString();
    }

    private void feedACopy(Feed feed) {
        int copy = ++copies;
        feed.run(recording.size(), PER_SECOND, number -> recording.write((int) number, recordedAt, copy));
    }
}
