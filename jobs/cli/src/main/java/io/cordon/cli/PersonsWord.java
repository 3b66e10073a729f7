package io.cordon.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cordon.schemas.Purpose;
import io.cordon.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A person's word on orders, signed for contain. */
abstract class PersonsWord implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "ID", description = "The orders' command ids, as `list` prints them.")
    List<String> ids = List.of();

    @Option(names = "--by", required = true, paramLabel = "NAME", description = "Who decides.")
    String by = "";

    @Option(
            names = "--key",
            required = true,
            paramLabel = "FILE",
            description = "A private key that contain trusts for this (--trust approval=…).")
    Path key = Path.of("");

    @Mixin
    ClusterOptions cluster = new ClusterOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    CommandSpec spec;

    private final String verdict;
    private final Duration holds;

    /** @param holds for how long the word counts */
    PersonsWord(String verdict, Duration holds) {
        this.verdict = verdict;
        this.holds = holds;
    }

    /** What else is said of an order. */
    void say(String id, ObjectNode payload) {}

    @Override
    public Integer call() {
        ControlTopics topics = new ControlTopics(cluster);
        long now = System.currentTimeMillis();
        for (String id : ids) {
            ObjectNode payload = topics.said(now + holds.toMillis())
                    .put("command_id", id)
                    .put("verdict", verdict)
                    .put("by", by)
                    .put("time", now);
            say(id, payload);
            topics.publish(Topics.APPROVALS, Purpose.APPROVAL, id, payload, key);
        }
        spec.commandLine().getOut().printf("%s: %,d orders%n", verdict, ids.size());
        spec.commandLine().getOut().flush();
        return 0;
    }
}
