package io.cordon.cli;

import io.cordon.engine.finding.Finding;
import io.cordon.engine.policy.Policy;
import io.cordon.engine.response.AgentAnswer;
import io.cordon.engine.response.ContainmentCase;
import io.cordon.engine.response.Decision;
import io.cordon.engine.response.DesiredState;
import io.cordon.engine.response.Desk;
import io.cordon.engine.response.DeskStore;
import io.cordon.engine.response.Outcome;
import io.cordon.engine.response.Outgoing;
import io.cordon.engine.response.ProtectedProcesses;
import io.cordon.engine.rule.Rule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
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
        Told told = new Told();
        Desk desk = new Desk(
                ReadRecords.TENANT,
                pinned(policy, rules),
                PolicyFiles.endpoints(endpoints),
                ProtectedProcesses.builtIn(),
                DeskStore.onHeap(),
                0,
                told);
        for (Finding finding : inOrder(findings)) {
            ContainmentCase one = ContainmentCase.recorded(finding);
            long millis = TimeUnit.MICROSECONDS.toMillis(one.time());
            told.passUntil(millis, desk);
            desk.finding(one, one.time());
            told.answer(desk, millis);
        }
        told.passUntil(Long.MAX_VALUE, desk);
        told.lines.forEach(orders::would);
        if (commands != null) {
            Files.write(commands, told.lines, StandardCharsets.UTF_8);
        }
        return List.of(told.toString());
    }

    /** Keeps what the desk says, and has time pass for it as findings come. */
    private static final class Told implements Desk.Out {
        private final List<String> lines = new ArrayList<>();
        private final Map<String, Integer> rest = new TreeMap<>();
        private final TreeSet<Long> alarms = new TreeSet<>();
        private final List<Outgoing> unanswered = new ArrayList<>();

        void passUntil(long millis, Desk desk) {
            while (!alarms.isEmpty() && alarms.first() <= millis) {
                long at = Objects.requireNonNull(alarms.pollFirst());
                desk.time(at, at);
                answer(desk, at);
            }
        }

        /** As if agents had done at once what they were told. */
        void answer(Desk desk, long millis) {
            unanswered.forEach(one -> desk.answer(AgentAnswer.done(one.endpoint(), one.commandId()), millis));
            unanswered.clear();
        }

        @Override
        public void command(Outgoing command) {
            lines.add(command.payload());
            unanswered.add(command);
        }

        @Override
        public void desired(DesiredState state) {
            // what holds stands in the commands
        }

        @Override
        public void held(DeskStore.Waiting held) {
            rest.merge("waiting: " + said(held.gate()), 1, Integer::sum);
        }

        @Override
        public void withheld(Decision.Withheld withheld) {
            rest.merge(said(withheld.gate().name()), 1, Integer::sum);
        }

        @Override
        public void outcome(Outcome outcome) {
            // here it is always the same
        }

        @Override
        public void wake(long atMillis) {
            alarms.add(atMillis);
        }

        @Override
        public String toString() {
            String told = String.format(Locale.ROOT, "%,d commands", lines.size());
            String others = rest.entrySet().stream()
                    .map(one -> one.getKey() + " " + one.getValue())
                    .collect(Collectors.joining(", "));
            return others.isEmpty() ? told : told + " (" + others + ")";
        }
    }

    private static List<Finding> inOrder(List<Finding> findings) {
        return findings.stream()
                .sorted(Comparator.comparing(Finding::last).thenComparing(Finding::id))
                .toList();
    }

    private static String said(String gate) {
        return gate.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
