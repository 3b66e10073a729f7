package io.cordon.agent.conformance;

import io.cordon.agent.Identity;
import io.cordon.agent.conformance.Victims.Thing;
import io.cordon.agent.conformance.Victims.Victim;
import io.cordon.wire.CommandResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One case while it runs: sends commands, and compares what the agent answers and does with what it must. */
final class Trial extends Writing {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final Duration EFFECT = Duration.ofSeconds(5);

    final Victims victims;
    private final Wire wire;
    private final Optional<Restart> restart;
    private final Duration patience;
    private final Map<String, List<CommandResponse>> answers = new LinkedHashMap<>();
    private final List<String> differences = new ArrayList<>();
    private final Set<String> capabilities = new TreeSet<>();
    private String notRun = "";

    /**
     * A trial of a case.
     *
     * @param patience how long an answer is waited for
     * @param run tells this run's ids from those of others
     */
    Trial(
            Identity agent,
            Wire wire,
            KitKeys keys,
            Victims victims,
            Optional<Restart> restart,
            Duration patience,
            String run) {
        super(agent, wire, keys, run);
        this.wire = wire;
        this.victims = victims;
        this.restart = restart;
        this.patience = patience;
    }

    List<String> differences() {
        return differences;
    }

    String notRun() {
        return notRun;
    }

    /** Says why the case can't be tried on this agent. */
    void cantRun(String why) {
        notRun = why;
    }

    boolean canRestart() {
        return restart.isPresent();
    }

    /** Kills the agent, does something meanwhile, and starts it anew. */
    void restart(Runnable meanwhile) {
        Restart agentsRestart = restart.orElseThrow();
        agentsRestart.kill();
        meanwhile.run();
        agentsRestart.start();
    }

    void waitUntil(long millis) {
        while (now() < millis) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis - now()));
        }
    }

    void send(Sent... records) {
        wire.send(List.of(records));
    }

    void send(List<Sent> records) {
        wire.send(records);
    }

    /** Sends one order and compares its answer. */
    void expect(Draft draft, int status, String refusal) {
        send(command(draft));
        answered(draft, status, refusal);
    }

    void answered(Draft draft, int status, String refusal) {
        answered(draft.payload().path("command_id").asText(), status, refusal);
    }

    /** Sends one order that has to be refused, for whatever reason an agent finds first. */
    void expectRefused(Draft draft) {
        send(command(draft));
        Optional<CommandResponse> answer =
                await(draft.payload().path("command_id").asText());
        isTrue(answer.isPresent() && answer.get().getStatus() >= 400, "that it is refused");
    }

    /** Waits for an answer to a command that was not compared yet. */
    void answered(String id, int status, String refusal) {
        Optional<CommandResponse> answer = await(id);
        if (answer.isEmpty()) {
            differences.add("expected the answer " + status + " " + refusal + " to " + id + ", there was none within "
                    + patience.toSeconds() + " s");
            return;
        }
        String given = answer.get().getResults().getOrDefault("refusal", "");
        if (answer.get().getStatus() != status || !given.equals(refusal)) {
            differences.add("expected the answer " + (status + " " + refusal).strip() + ", was "
                    + answer.get().getStatus() + " " + given + " ("
                    + answer.get().getStatusText() + ")");
        }
    }

    /** Waits until the agent has dealt with all that was sent: the second order was sent when the first was answered. */
    void settle() {
        for (int i = 0; i < 2; i++) {
            // Not one flipped bit away from any other id: a refusal names the id that it read.
            String id = freshId() + "-settled";
            Draft nothing = draft("cancel").target("command", "nothing");
            nothing.payload().put("command_id", id);
            send(command(nothing));
            if (await(id).isEmpty()) {
                differences.add("the agent does not answer any more");
            }
        }
    }

    /** Nothing that was not compared was answered under an id. */
    void unanswered(String id) {
        settle();
        isTrue(answers.getOrDefault(id, List.of()).isEmpty(), "no answer to " + id);
    }

    /** Whether the agent announces that it can do something, such as {@code contain:device}. */
    boolean announces(String capability) {
        if (capabilities.isEmpty()) {
            settle();
        }
        return capabilities.contains(capability);
    }

    /** A thing is as it was made, or is not, at the latest some seconds after the answer. */
    void isAsMade(Thing thing, boolean expected) throws IOException {
        isSoon(
                () -> victims.isAsMade(thing) == expected,
                "that " + thing.kind() + ' ' + thing.name() + " is " + (expected ? "as it was" : "acted upon"));
    }

    /** A process that was suspended goes on, at the latest some seconds after the answer. */
    void goesOn(Victim victim) throws IOException {
        isSoon(() -> !victims.isSuspended(victim), "that process " + victim.pid() + " goes on");
    }

    private interface Look {
        boolean holds() throws IOException;
    }

    private void isSoon(Look look, String expected) throws IOException {
        long deadline = System.nanoTime() + Math.min(patience.toNanos(), EFFECT.toNanos());
        boolean holds = look.holds();
        while (!holds && System.nanoTime() < deadline) {
            LockSupport.parkNanos(LOOK_NANOS);
            holds = look.holds();
        }
        isTrue(holds, expected);
    }

    /** A rule whose acts the agent announces to hold, or empty. */
    Optional<String> hook() {
        settle();
        return capabilities.stream()
                .filter(one -> one.startsWith("hold:"))
                .map(one -> one.substring("hold:".length()))
                .findFirst();
    }

    /** Nothing sent so far in this case, beside what was compared, was answered as if it were done; an announcement answers nothing. */
    void nothingWasDone() {
        settle();
        answers.values().stream()
                .flatMap(List::stream)
                .filter(one -> one.getStatus() == 200 && !one.getCommandId().isEmpty())
                .forEach(one -> differences.add("was done: " + one.getCommandId() + " (" + one.getStatusText() + ")"));
    }

    void isTrue(boolean holds, String expected) {
        if (!holds) {
            differences.add("expected " + expected);
        }
    }

    /** What is right is done: an agent that does nothing at all has refused nothing. */
    void stillObeys() throws IOException {
        Victim victim = victims.start(false);
        expect(kill(victim), 200, "");
        isGone(victim);
    }

    void lives(Victim victim) throws IOException {
        isTrue(victims.isAlive(victim), "that process " + victim.pid() + " lives");
    }

    void isGone(Victim victim) throws IOException {
        isTrue(!victims.isAlive(victim), "that process " + victim.pid() + " has ended");
    }

    private Optional<CommandResponse> await(String id) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < deadline) {
            List<CommandResponse> waiting = answers.getOrDefault(id, List.of());
            if (!waiting.isEmpty()) {
                return Optional.of(waiting.remove(0));
            }
            for (CommandResponse answer : wire.answers()) {
                capabilities.addAll(answer.getCapabilities());
                answers.computeIfAbsent(answer.getCommandId(), k -> new ArrayList<>())
                        .add(answer);
            }
        }
        return Optional.empty();
    }
}
