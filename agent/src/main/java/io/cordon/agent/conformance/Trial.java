package io.cordon.agent.conformance;

import io.cordon.agent.Identity;
import io.cordon.agent.conformance.Victims.Victim;
import io.cordon.schemas.EnvelopeSigner;
import io.cordon.schemas.Purpose;
import io.cordon.schemas.Topics;
import io.cordon.wire.Command;
import io.cordon.wire.CommandResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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

/** One case while it runs: writes commands, sends them, and compares what the agent answers and does with what it must. */
final class Trial {
    static final long MINUTE = 60_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    final KitKeys keys;
    final Victims victims;
    private final Identity agent;
    private final Wire wire;
    private final Optional<Restart> restart;
    private final String run;
    private final Map<String, List<CommandResponse>> answers = new LinkedHashMap<>();
    private final List<String> differences = new ArrayList<>();
    private final Set<String> capabilities = new TreeSet<>();
    private int ids;
    private String notRun = "";

    /**
     * A trial of a case.
     *
     * @param run tells this run's ids from those of others
     */
    Trial(Identity agent, Wire wire, KitKeys keys, Victims victims, Optional<Restart> restart, String run) {
        this.agent = agent;
        this.wire = wire;
        this.keys = keys;
        this.victims = victims;
        this.restart = restart;
        this.run = run;
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

    // Writing

    String freshId() {
        return run + '-' + ++ids;
    }

    long now() {
        return System.currentTimeMillis();
    }

    /** An order that holds from a minute ago for two minutes. */
    Draft draft(String action) {
        return Draft.of(agent.tenant(), agent.endpoint(), freshId(), action, now() - MINUTE, now() + MINUTE);
    }

    Draft kill(Victim victim) {
        return draft("stop").process(victim.pid(), victim.entity(), victim.startMicros());
    }

    Sent command(Draft draft) {
        return command(draft.signed(keys.signer()));
    }

    Sent command(Command envelope) {
        return sent(Topics.COMMANDS, agent.key(), envelope);
    }

    Sent desiredState(EnvelopeSigner signer, String id, long version, long stop, String entries) {
        return sent(Topics.DESIRED_STATE, agent.key(), state(signer, id, version, stop, entries));
    }

    private Command state(EnvelopeSigner signer, String id, long version, long stop, String entries) {
        String payload = "{\"tenant\":\"" + agent.tenant() + "\",\"endpoint\":\"" + agent.endpoint() + "\",\"version\":"
                + version + ",\"stop_time\":" + stop + ",\"entries\":[" + entries + "]}";
        return signer.envelope(Purpose.DESIRED_STATE, agent.tenant(), agent.endpoint(), id, payload, 0, stop);
    }

    /** A desired state whose payload says something else than what was signed. */
    Sent altered(String id, long version, long stop, String entries, String from, String to) {
        Command signed = state(keys.signer(), id, version, stop, entries);
        String payload =
                StandardCharsets.UTF_8.decode(signed.getPayload().duplicate()).toString();
        ByteBuffer other = ByteBuffer.wrap(payload.replace(from, to).getBytes(StandardCharsets.UTF_8));
        return sent(
                Topics.DESIRED_STATE,
                agent.key(),
                Command.newBuilder(signed).setPayload(other).build());
    }

    Sent killSwitch(EnvelopeSigner signer, String id, long epoch, boolean on) {
        long stop = now() + MINUTE;
        String payload = "{\"tenant\":\"" + agent.tenant() + "\",\"epoch\":" + epoch + ",\"on\":" + on
                + ",\"stop_time\":" + stop + "}";
        return sent(
                Topics.KILL_SWITCH,
                agent.tenant(),
                signer.envelope(Purpose.KILL_SWITCH, agent.tenant(), "", id, payload, 0, stop));
    }

    private Sent sent(String topic, String key, Command envelope) {
        return new Sent(topic, key, Map.of(), wire.encode(topic, envelope));
    }

    // Sending and comparing

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

    /** Waits for an answer to a command that was not compared yet. */
    void answered(String id, int status, String refusal) {
        Optional<CommandResponse> answer = await(id);
        if (answer.isEmpty()) {
            differences.add("expected the answer " + status + " " + refusal + " to " + id + ", there was none within "
                    + PATIENCE.toSeconds() + " s");
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

    void lives(Victim victim) throws IOException {
        isTrue(victims.isAlive(victim), "that process " + victim.pid() + " lives");
    }

    void isGone(Victim victim) throws IOException {
        isTrue(!victims.isAlive(victim), "that process " + victim.pid() + " has ended");
    }

    private Optional<CommandResponse> await(String id) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
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
