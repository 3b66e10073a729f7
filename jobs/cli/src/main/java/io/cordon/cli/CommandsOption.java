package io.cordon.cli;

import io.cordon.engine.finding.Finding;
import io.cordon.engine.policy.Policy;
import io.cordon.engine.response.Containment;
import io.cordon.engine.response.ContainmentCase;
import io.cordon.engine.response.Decision;
import io.cordon.engine.response.ProtectedProcesses;
import io.cordon.engine.rule.Rule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
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

    void check(CommandSpec spec, boolean hasRules) {
        if (commands != null && (policy == null || !hasRules)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--commands are what findings order under a policy: --rules and --policy are needed");
        }
    }

    /** Writes the commands; returns what became of the findings, for people, or nothing where nobody asked. */
    List<String> write(List<Finding> findings, List<Rule> rules) throws IOException {
        if (policy == null || commands == null) {
            return List.of();
        }
        Policy pinned = PolicyFiles.policy(policy).pinned(PolicyFiles.versions(rules));
        Containment containment =
                new Containment(pinned, PolicyFiles.endpoints(endpoints), ProtectedProcesses.builtIn());
        Set<String> ordered = new HashSet<>();
        List<String> lines = new ArrayList<>();
        Map<String, Integer> rest = new TreeMap<>();
        for (Finding finding : inOrder(findings)) {
            ContainmentCase one = ContainmentCase.recorded(finding);
            for (Decision decision : containment.decide(one, one.time(), ordered::contains)) {
                if (decision instanceof Decision.Order order) {
                    ordered.add(order.commandId());
                    lines.add(order.payload());
                } else if (decision instanceof Decision.Held held) {
                    rest.merge("waiting: " + said(held.gate()), 1, Integer::sum);
                } else if (decision instanceof Decision.Withheld withheld) {
                    rest.merge(said(withheld.gate()), 1, Integer::sum);
                }
            }
        }
        Files.write(commands, lines, StandardCharsets.UTF_8);
        String told = String.format(Locale.ROOT, "%,d commands", lines.size());
        String others = rest.entrySet().stream()
                .map(one -> one.getKey() + " " + one.getValue())
                .collect(Collectors.joining(", "));
        return List.of(others.isEmpty() ? told : told + " (" + others + ")");
    }

    private static List<Finding> inOrder(List<Finding> findings) {
        return findings.stream()
                .sorted(Comparator.comparing(Finding::last).thenComparing(Finding::id))
                .toList();
    }

    private static String said(Decision.Gate gate) {
        return gate.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
