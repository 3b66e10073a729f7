package io.cordon.cli;

import io.cordon.engine.policy.Endpoints;
import io.cordon.engine.policy.Policy;
import io.cordon.engine.response.Containment;
import io.cordon.engine.response.ContainmentCase;
import io.cordon.engine.response.Decision;
import io.cordon.engine.response.ProtectedProcesses;
import io.cordon.engine.rule.Response.Action;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what another policy would have made of recorded findings. */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        description = {
            "Says what recorded findings would be ordered under one policy and not under the other, by rule and endpoint:",
            "+ newly blocked, - let through, ? now waiting for approval. Rules count in the versions that found."
        })
final class PolicyDiffCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "OLD", description = "The policy as it is.")
    Path before = Path.of("");

    @Parameters(index = "1", paramLabel = "NEW", description = "The policy as it would be.")
    Path after = Path.of("");

    @Option(
            names = "--findings",
            required = true,
            paramLabel = "FILE",
            description = "Findings as `cordon replay --out` writes them.")
    Path findings = Path.of("");

    @Option(names = "--endpoints", paramLabel = "FILE", description = "What is known of endpoints.")
    @Nullable
    Path endpoints;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    CommandSpec spec;

    /** @param sign {@code +}, {@code -} or {@code ?} */
    private record Row(String sign, String rule, String title, String endpoint) implements Comparable<Row> {
        @Override
        public int compareTo(Row other) {
            return List.of(sign, rule, endpoint)
                    .toString()
                    .compareTo(List.of(other.sign, other.rule, other.endpoint).toString());
        }
    }

    private record Changed(int findings, Set<Action> actions) {
        private static final Changed NOTHING = new Changed(0, Set.of());

        Changed with(Set<Action> more) {
            Set<Action> all = new TreeSet<>(actions);
            all.addAll(more);
            return new Changed(findings + 1, all);
        }
    }

    @Override
    public Integer call() throws IOException {
        List<ContainmentCase> cases = cases();
        Map<String, String> versions = new HashMap<>();
        cases.forEach(one -> versions.put(one.rule(), one.ruleHash()));
        Endpoints known = PolicyFiles.endpoints(endpoints);
        Containment then = containment(before, versions, known);
        Containment now = containment(after, versions, known);
        Map<Row, Changed> changed = new TreeMap<>();
        for (ContainmentCase one : cases) {
            List<Decision> wasDecided = then.decide(one, one.time(), id -> false);
            List<Decision> isDecided = now.decide(one, one.time(), id -> false);
            Set<Action> were = ordered(wasDecided);
            Set<Action> are = ordered(isDecided);
            note(changed, "+", one, without(are, were));
            note(changed, "-", one, without(were, are));
            note(changed, "?", one, without(held(isDecided), held(wasDecided)));
        }
        print(changed, cases.size());
        return 0;
    }

    private List<ContainmentCase> cases() throws IOException {
        List<ContainmentCase> cases = new ArrayList<>();
        int line = 0;
        for (String text : Files.readAllLines(findings)) {
            line++;
            if (!text.isBlank()) {
                try {
                    cases.add(FindingJson.read(text));
                } catch (IllegalArgumentException e) {
                    throw new CommandException(findings + ":" + line + ": " + e.getMessage(), e);
                }
            }
        }
        return cases;
    }

    private static Containment containment(Path policy, Map<String, String> versions, Endpoints known) {
        Policy read = PolicyFiles.policy(policy);
        return new Containment(read.pinned(versions), known, ProtectedProcesses.builtIn());
    }

    private static Set<Action> ordered(List<Decision> decisions) {
        Set<Action> ordered = new TreeSet<>();
        for (Decision decision : decisions) {
            if (decision instanceof Decision.Order order) {
                ordered.add(order.action());
            } else if (decision instanceof Decision.Later later) {
                ordered.add(later.order().action());
            }
        }
        return ordered;
    }

    private static Set<Action> held(List<Decision> decisions) {
        return decisions.stream()
                .filter(Decision.Held.class::isInstance)
                .map(one -> ((Decision.Held) one).order().action())
                .collect(Collectors.toSet());
    }

    private static Set<Action> without(Set<Action> these, Set<Action> those) {
        Set<Action> rest = new TreeSet<>(these);
        rest.removeAll(those);
        return rest;
    }

    private static void note(Map<Row, Changed> changed, String sign, ContainmentCase one, Set<Action> actions) {
        if (!actions.isEmpty()) {
            changed.merge(
                    new Row(sign, one.rule(), one.ruleTitle(), one.endpoint()),
                    Changed.NOTHING.with(actions),
                    (old, more) -> old.with(actions));
        }
    }

    private void print(Map<Row, Changed> changed, int findingsRead) {
        PrintWriter out = spec.commandLine().getOut();
        changed.forEach((row, what) -> out.printf(
                "%s %s  %s  %s  %,d findings: %s%n",
                row.sign(),
                row.rule(),
                row.title(),
                row.endpoint(),
                what.findings(),
                what.actions().stream().map(Action::written).collect(Collectors.joining(", "))));
        out.flush();
        spec.commandLine()
                .getErr()
                .printf(
                        "%,d findings: %,d newly blocked, %,d let through, %,d now waiting%n",
                        findingsRead, total(changed, "+"), total(changed, "-"), total(changed, "?"));
    }

    private static int total(Map<Row, Changed> changed, String sign) {
        return changed.entrySet().stream()
                .filter(one -> one.getKey().sign().equals(sign))
                .mapToInt(one -> one.getValue().findings())
                .sum();
    }
}
