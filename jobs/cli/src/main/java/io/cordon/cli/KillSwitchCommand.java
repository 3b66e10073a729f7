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

/** Stops and lets go everything that contains. */
@Command(
        name = "kill-switch",
        mixinStandardHelpOptions = true,
        description = {
            "While it is on, contain orders nothing that contains, and agents refuse what is already on the topic.",
            "Releasing, resuming, restoring and cancelling go on."
        })
final class KillSwitchCommand implements Callable<Integer> {
    private static final Duration LEAD = Duration.ofDays(2);

    /** Which way to turn it. */
    enum Turn {
        on,
        off
    }

    @Parameters(index = "0", paramLabel = "on|off", description = "Which way to turn it.")
    Turn turn = Turn.on;

    @Option(
            names = "--for",
            defaultValue = "PT24H",
            description = "How long it stays on, as PT4H (default: ${DEFAULT-VALUE}).")
    Duration duration = Duration.ofHours(24);

    @Option(
            names = "--key",
            required = true,
            paramLabel = "FILE",
            description = "A private key that contain and agents trust for this (--trust kill-switch=…).")
    Path key = Path.of("");

    @Mixin
    ClusterOptions cluster = new ClusterOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    CommandSpec spec;

    @Override
    public Integer call() {
        boolean on = turn == Turn.on;
        ControlTopics topics = new ControlTopics(cluster);
        long now = System.currentTimeMillis();
        // A clock that runs behind that of whoever turned it last would say nothing new.
        long epoch = Math.max(now, 1 + last(topics, now));
        ObjectNode payload = topics.said(now + (on ? duration : ControlTopics.FOR_GOOD).toMillis())
                .put("epoch", epoch)
                .put("on", on);
        topics.publish(Topics.KILL_SWITCH, Purpose.KILL_SWITCH, "kill-switch", payload, key);
        spec.commandLine().getOut().printf("the kill switch of %s is %s, epoch %d%n", cluster.tenant, turn, epoch);
        spec.commandLine().getOut().flush();
        return 0;
    }

    /** The last epoch on the topic, unless it is one that no clock says. */
    private static long last(ControlTopics topics, long now) {
        return topics.read(Topics.KILL_SWITCH, io.cordon.wire.Command.class).stream()
                .mapToLong(envelope ->
                        ControlTopics.payload(envelope).path("epoch").asLong())
                .filter(epoch -> epoch < now + LEAD.toMillis())
                .max()
                .orElse(0);
    }
}
