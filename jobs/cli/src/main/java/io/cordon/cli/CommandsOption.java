package io.cordon.cli;

import io.cordon.engine.finding.Finding;
import io.cordon.engine.policy.Policy;
import io.cordon.engine.response.ContainmentCase;
import io.cordon.engine.rule.Rule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What a replay's findings would have had ordered, each judged as if it was read when it happened. */
final class CommandsOption {
    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "What findings may do. Rules count in the versions given, where the file names none.")
    @Nullable
    Path policy;

    @Option(names = "--endpoints", paramLabel = "FILE", description = "What is known of endpoints.")
    @Nullable
    Path endpoints;

    @Option(
            names = "--commands",
            paramLabel = "FILE",
            description = "Write what would have been ordered here, in OpenC2, a line of JSON each; with --policy.")
    @Nullable
    Path commands;

    private final Orders orders = new Orders(0);

    void check(CommandSpec spec, boolean hasRules) {
        if (commands != null && (policy == null || !hasRules)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--commands are what findings order under a policy: --rules and --policy are needed");
        }
    }

    /** The rules as they judge under the policy, where there is one. */
    List<Rule> heard(List<Rule> rules) {
        if (policy == null) {
            return rules;
        }
        Policy pinned = pinned(policy, rules);
        return rules.stream().map(pinned::heard).toList();
    }

    private static Policy pinned(Path policy, List<Rule> rules) {
        return PolicyFiles.policy(policy).pinned(PolicyFiles.versions(rules));
    }

    /** What would have been ordered. */
    Orders orders() {
        return orders;
    }

    /** Judges findings and writes the commands; returns what became of the findings, for people, or nothing where nobody asked. */
    List<String> write(List<Finding> findings, List<Rule> rules) throws IOException {
        if (policy == null) {
            return List.of();
        }
        Policy pinned = pinned(policy, rules);
        List<ContainmentCase> cases =
                findings.stream().map(ContainmentCase::recorded).toList();
        Rehearsal rehearsal = Rehearsal.of(cases, pinned, PolicyFiles.endpoints(endpoints));
        rehearsal.payloads().forEach(orders::would);
        if (commands != null) {
            Files.write(commands, rehearsal.payloads(), StandardCharsets.UTF_8);
        }
        return List.of(rehearsal.toString());
    }
}
