package io.cordon.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cordon.engine.rule.Rule;
import io.cordon.schemas.Purpose;
import io.cordon.schemas.Topics;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Publishes a policy, with what is known of endpoints, as the one in force. */
@Command(
        name = "push",
        mixinStandardHelpOptions = true,
        description = {
            "Publishes a policy and the records of endpoints, signed, as the ones in force; a running contain takes them up.",
            "With --rules, it may block in the versions of these. Where a file has a mistake, nothing is published."
        })
final class PolicyPushCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "FILE", description = "The policy.")
    Path file = Path.of("");

    @Option(names = "--endpoints", paramLabel = "FILE", description = "What is known of endpoints.")
    @Nullable
    Path endpoints;

    @Option(
            names = "--rules",
            arity = "1..*",
            paramLabel = "PATH",
            description = "Pin the policy to these rules, as `cordon policy pin` does.")
    List<Path> rules = List.of();

    @Option(
            names = "--key",
            required = true,
            paramLabel = "FILE",
            description = "A private key that contain trusts for this (--trust policy=…).")
    Path key = Path.of("");

    @Mixin
    ClusterOptions cluster = new ClusterOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        RuleFiles read = rules.isEmpty() ? null : RuleFiles.read(rules, Rule.Mode.AUDIT);
        if (read != null && !read.errors().isEmpty()) {
            read.errors().forEach(err::println);
            err.println("nothing was pushed");
            return 1;
        }
        String policy = read == null ? PolicyFiles.checked(file) : PolicyFiles.pinned(file, read.rules());
        long number = System.currentTimeMillis();
        ControlTopics topics = new ControlTopics(cluster);
        ObjectNode payload = topics.said(number + ControlTopics.FOR_GOOD.toMillis())
                .put("number", number)
                .put("policy", policy)
                .put("endpoints", endpoints == null ? "" : PolicyFiles.checkedEndpoints(endpoints));
        topics.publish(Topics.POLICIES, Purpose.POLICY, "policy", payload, key);
        spec.commandLine().getOut().printf("pushed %s as policy of %s, number %d%n", file, cluster.tenant, number);
        spec.commandLine().getOut().flush();
        return 0;
    }
}
