package io.cordon.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cordon.schemas.Purpose;
import io.cordon.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says of an incident whether it is an attack. */
@Command(
        name = "verdict",
        mixinStandardHelpOptions = true,
        description = {
            "Says of an incident whether it is an attack. What is one yields indicators, by which it is stopped elsewhere; what is none"
                    + " yields none, whatever detectors say.",
            "The last word counts."
        })
final class VerdictCommand implements Callable<Integer> {
    /** As long as anything of the incident may still change, and what stems from it stands. */
    private static final Duration HOLDS = Duration.ofDays(14);

    /** What it is. */
    enum Word {
        attack,
        benign
    }

    @Parameters(index = "0", paramLabel = "INCIDENT", description = "The incident's id.")
    String incident = "";

    @Parameters(index = "1", paramLabel = "attack|benign", description = "What it is.")
    Word word = Word.benign;

    @Option(names = "--by", required = true, paramLabel = "NAME", description = "Who says so.")
    String by = "";

    @Option(
            names = "--key",
            required = true,
            paramLabel = "FILE",
            description = "A private key that detect trusts for this (--verdict-trust).")
    Path key = Path.of("");

    @Mixin
    ClusterOptions cluster = new ClusterOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    CommandSpec spec;

    @Override
    public Integer call() {
        ControlTopics topics = new ControlTopics(cluster);
        ObjectNode payload = topics.said(System.currentTimeMillis() + HOLDS.toMillis())
                .put("incident", incident)
                .put("verdict", word.name())
                .put("by", by);
        String name = cluster.tenant + '/' + incident + " verdict";
        topics.publish(Topics.INDICATORS, name, Purpose.VERDICT, incident, payload, key);
        spec.commandLine().getOut().printf("%s: %s, says %s%n", incident, word, by);
        spec.commandLine().getOut().flush();
        return 0;
    }
}
