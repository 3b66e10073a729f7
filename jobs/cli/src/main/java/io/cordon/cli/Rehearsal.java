package io.cordon.cli;

import io.cordon.engine.policy.Endpoints;
import io.cordon.engine.policy.Policy;
import io.cordon.engine.response.AgentAnswer;
import io.cordon.engine.response.ContainmentCase;
import io.cordon.engine.response.Decision;
import io.cordon.engine.response.DesiredState;
import io.cordon.engine.response.Desk;
import io.cordon.engine.response.DeskStore;
import io.cordon.engine.response.DeskStore.Given;
import io.cordon.engine.response.DeskStore.Waiting;
import io.cordon.engine.response.Outcome;
import io.cordon.engine.response.Outgoing;
import io.cordon.engine.response.ProtectedProcesses;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * What a desk makes of recorded findings, through all gates and brakes: each is read when it happened, time passes as they come, and
 * agents do at once what they are told.
 */
final class Rehearsal implements Desk.Out {
    private final DeskStore store = DeskStore.onHeap();
    private final Desk desk;
    private final List<String> payloads = new ArrayList<>();
    private final List<Ordered> ordered = new ArrayList<>();
    private final List<Waiting> held = new ArrayList<>();
    private final Map<String, Integer> rest = new TreeMap<>();
    private final TreeSet<Long> alarms = new TreeSet<>();
    private final List<Outgoing> unanswered = new ArrayList<>();

    /**
     * An order upon a finding.
     *
     * @param holdsMillis how long an agent would obey it
     */
    record Ordered(Given given, long holdsMillis) {}

    private Rehearsal(Policy policy, Endpoints endpoints) {
        this.desk = new Desk(ReadRecords.TENANT, policy, endpoints, ProtectedProcesses.builtIn(), store, 0, this);
    }

    static Rehearsal of(Collection<ContainmentCase> findings, Policy policy, Endpoints endpoints) {
        Rehearsal rehearsal = new Rehearsal(policy, endpoints);
        findings.stream()
                .sorted(Comparator.comparing(ContainmentCase::time)
                        .thenComparing(ContainmentCase::finding)
                        .thenComparing(ContainmentCase::version))
                .forEach(rehearsal::finding);
        rehearsal.passUntil(Long.MAX_VALUE);
        return rehearsal;
    }

    /** The commands in OpenC2's JSON, also those that take back. */
    List<String> payloads() {
        return payloads;
    }

    /** What was ordered upon findings. */
    List<Ordered> ordered() {
        return ordered;
    }

    /** What waits for a person. */
    List<Waiting> held() {
        return held;
    }

    private void finding(ContainmentCase one) {
        long millis = TimeUnit.MICROSECONDS.toMillis(one.time());
        passUntil(millis);
        desk.finding(one, one.time());
        answer(millis);
    }

    private void passUntil(long millis) {
        while (!alarms.isEmpty() && alarms.first() <= millis) {
            long at = Objects.requireNonNull(alarms.pollFirst());
            desk.time(at, at);
            answer(at);
        }
    }

    private void answer(long millis) {
        for (Outgoing one : unanswered) {
            Given given = store.given().get(one.commandId());
            if (given != null) {
                ordered.add(new Ordered(given, one.stopMillis() - one.startMillis()));
            }
            desk.answer(AgentAnswer.done(one.endpoint(), one.commandId()), millis);
        }
        unanswered.clear();
    }

    @Override
    public void command(Outgoing command) {
        payloads.add(command.payload());
        unanswered.add(command);
    }

    @Override
    public void desired(DesiredState state) {
        // what holds stands in the commands
    }

    @Override
    public void held(Waiting one) {
        held.add(one);
        rest.merge("waiting: " + said(one.gate()), 1, Integer::sum);
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

    private static String said(String gate) {
        return gate.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** For people. */
    @Override
    public String toString() {
        String told = String.format(Locale.ROOT, "%,d commands", payloads.size());
        String others = rest.entrySet().stream()
                .map(one -> one.getKey() + " " + one.getValue())
                .collect(Collectors.joining(", "));
        return others.isEmpty() ? told : told + " (" + others + ")";
    }
}
