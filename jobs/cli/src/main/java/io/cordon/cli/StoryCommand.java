package io.cordon.cli;

import io.cordon.cli.story.StoryPage;
import io.cordon.engine.incident.Incident;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells an incident's story from the topics. */
@Command(
        name = "story",
        mixinStandardHelpOptions = true,
        description = {
            "Writes a page that shows how an incident went, from what the detect job has written, for a browser or printer.",
            "Without an incident it lists those that stand, the gravest first."
        })
final class StoryCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "INCIDENT",
            description = "The incident's id, or as much of its beginning as no other has.")
    @Nullable
    String incident;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description = "Write the page here (default: INCIDENT.html).")
    @Nullable
    Path out;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Write the incident here too, as an OCSF Detection Finding with what was ordered.")
    @Nullable
    Path json;

    @Mixin
    ClusterOptions cluster = new ClusterOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter to = spec.commandLine().getOut();
        try (TopicReader topics = new TopicReader(cluster)) {
            WrittenIncidents incidents = new WrittenIncidents(cluster, topics);
            if (incident == null) {
                incidents.standing().forEach(one -> to.println(line(one)));
                return 0;
            }
            WrittenIncidents.Told told = incidents.told(incidents.of(incident));
            Path page = out == null ? Path.of(told.graph().incident().id() + ".html") : out;
            Files.writeString(page, StoryPage.of(told.graph(), told.texts(), told.orders()), StandardCharsets.UTF_8);
            to.println(page);
            if (json != null) {
                Files.writeString(json, IncidentJson.of(told.graph(), told.orders()) + '\n', StandardCharsets.UTF_8);
                to.println(json);
            }
        }
        return 0;
    }

    /** An incident in a line. */
    static String line(Incident incident) {
        return String.format(
                Locale.ROOT,
                "%s  %-5s  %3d %-13s  %d findings and %d edges on %s",
                incident.id(),
                incident.state().name().toLowerCase(Locale.ROOT),
                incident.score(),
                incident.level().name().toLowerCase(Locale.ROOT),
                incident.findings().size() + incident.findingsOmitted(),
                incident.edges().size() + incident.edgesOmitted(),
                String.join(", ", incident.endpoints()));
    }
}
