package io.cordon.cli;

import io.cordon.engine.response.ContainmentCase;
import io.cordon.engine.rule.Response.Action;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
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
            "+ newly blocked, - let through, ? now waiting for a person, ~ for another time. Rules count in the versions that found.",
            "Brakes hold as they would have; each finding counts as read when it happened and each order as carried out at once.",
            "So freshness, what agents answer, and what they hold before the act make no difference here."
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

    @Option(
            names = "--new-endpoints",
            paramLabel = "FILE",
            description = "What would be known of them with NEW, where that changes too.")
    @Nullable
    Path newEndpoints;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    CommandSpec spec;

    /** @param sign {@code +}, {@code -}, {@code ?} or {@code ~} */
    private record Row(String sign, String rule, String title, String endpoint) implements Comparable<Row> {
        @Override
        public int compareTo(Row other) {
            return List.of(sign, rule, endpoint)
                    .toString()
                    .compareTo(List.of(other.sign, other.rule, other.endpoint).toString());
        }
    }

    /** What changes of a row: upon which findings, and what. */
    private record Changed(Set<String> findings, Set<String> what) {
        Changed() {
            this(new TreeSet<>(), new TreeSet<>());
        }
    }

    /** Something done upon a finding. */
    private record Deed(String finding, Action action) {}

    private final Map<String, ContainmentCase> cases = new HashMap<>();
    private final Map<Row, Changed> changed = new TreeMap<>();

    @Override
    public Integer call() throws IOException {
        List<ContainmentCase> recorded = recorded();
        Map<String, String> versions = new HashMap<>();
        recorded.forEach(one -> versions.put(one.rule(), one.ruleHash()));
        recorded.forEach(one -> cases.put(one.finding(), one));
        Rehearsal then =
                Rehearsal.of(recorded, PolicyFiles.policy(before).pinned(versions), PolicyFiles.endpoints(endpoints));
        Rehearsal now = Rehearsal.of(
                recorded,
                PolicyFiles.policy(after).pinned(versions),
                PolicyFiles.endpoints(newEndpoints == null ? endpoints : newEndpoints));
        compare(ordered(then), ordered(now));
        Set<Deed> waiting = held(now);
        waiting.removeAll(held(then));
        waiting.forEach(deed -> note("?", deed, deed.action().written()));
        print(recorded.size());
        return 0;
    }

    private void compare(Map<Deed, Long> then, Map<Deed, Long> now) {
        now.forEach((deed, holds) -> {
            Long held = then.get(deed);
            if (held == null) {
                note("+", deed, deed.action().written());
            } else if (deed.action().isLease() && !held.equals(holds)) {
                note("~", deed, deed.action().written() + " for " + time(holds) + " and not " + time(held));
            }
        });
        then.keySet().stream()
                .filter(deed -> !now.containsKey(deed))
                .forEach(deed -> note("-", deed, deed.action().written()));
    }

    private static String time(long millis) {
        return TimeUnit.MILLISECONDS.toMinutes(millis) + " min";
    }

    private List<ContainmentCase> recorded() throws IOException {
        List<ContainmentCase> all = new ArrayList<>();
        int line = 0;
        for (String text : Files.readAllLines(findings)) {
            line++;
            if (!text.isBlank()) {
                try {
                    all.add(FindingJson.read(text));
                } catch (IllegalArgumentException e) {
                    throw new CommandException(findings + ":" + line + ": " + e.getMessage(), e);
                }
            }
        }
        return all;
    }

    private static Map<Deed, Long> ordered(Rehearsal rehearsal) {
        Map<Deed, Long> ordered = new HashMap<>();
        rehearsal
                .ordered()
                .forEach(one ->
                        ordered.put(new Deed(one.given().finding(), one.given().action()), one.holdsMillis()));
        return ordered;
    }

    private static Set<Deed> held(Rehearsal rehearsal) {
        return rehearsal.held().stream()
                .map(one -> new Deed(one.finding(), one.action()))
                .collect(Collectors.toCollection(HashSet::new));
    }

    private void note(String sign, Deed deed, String what) {
        ContainmentCase one = Objects.requireNonNull(cases.get(deed.finding()));
        Row row = new Row(sign, one.rule(), one.ruleTitle(), one.endpoint());
        Changed all = changed.computeIfAbsent(row, any -> new Changed());
        all.findings().add(deed.finding());
        all.what().add(what);
    }

    private void print(int findingsRead) {
        PrintWriter out = spec.commandLine().getOut();
        changed.forEach((row, what) -> out.printf(
                "%s %s  %s  %s  %,d findings: %s%n",
                row.sign(),
                row.rule(),
                row.title(),
                row.endpoint(),
                what.findings().size(),
                String.join(", ", what.what())));
        out.flush();
        spec.commandLine()
                .getErr()
                .printf(
                        "%,d findings: %,d newly blocked, %,d let through, %,d now waiting, %,d for another time%n",
                        findingsRead, total("+"), total("-"), total("?"), total("~"));
    }

    private int total(String sign) {
        return changed.entrySet().stream()
                .filter(one -> one.getKey().sign().equals(sign))
                .mapToInt(one -> one.getValue().findings().size())
                .sum();
    }
}
