package io.cordon.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.agent.conformance.Draft;
import io.cordon.schemas.Decoded;
import io.cordon.schemas.EnvelopeSigner;
import io.cordon.schemas.KeyPairFile;
import io.cordon.schemas.Keyring;
import io.cordon.schemas.Purpose;
import io.cordon.schemas.Verb;
import io.cordon.wire.Command;
import io.cordon.wire.CommandResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An agent on a host that only records, at a time that the test sets, under keys that the test holds. */
final class Scene implements AutoCloseable {
    static final long NOW = 1_772_366_400_000L;
    static final long MINUTE = 60_000;

    final RecordedHost host =
            new RecordedHost(Verb.KILL, Verb.SUSPEND, Verb.QUARANTINE, Verb.RESTORE, Verb.ISOLATE, Verb.DENY_ADDRESS);
    final EnvelopeSigner contain;
    final EnvelopeSigner operator;
    long now = NOW;
    private final Path folder;
    private final Keyring keyring;
    private final Set<String> held;
    private final Optional<User> user;
    private Agent agent;

    @SuppressWarnings("NullAway.Init") // set when the agent is opened
    private Hook hook;

    Scene(Path folder) throws IOException {
        this(folder, Set.of(), Optional.empty());
    }

    /** A scene whose host has a hook for the acts of these rules, and for images where there is one. */
    Scene(Path folder, Set<String> held, Optional<User> user) throws IOException {
        this.held = held;
        this.user = user;
        KeyPair commands = KeyPairFile.generate();
        KeyPair switches = KeyPairFile.generate();
        this.folder = folder;
        this.contain = new EnvelopeSigner(commands);
        this.operator = new EnvelopeSigner(switches);
        this.keyring = Keyring.empty()
                .trusting(Purpose.COMMAND, commands.getPublic())
                .trusting(Purpose.DESIRED_STATE, commands.getPublic())
                .trusting(Purpose.KILL_SWITCH, switches.getPublic());
        this.agent = open();
    }

    private Agent open() throws IOException {
        hook = new Hook(held, !held.isEmpty(), user, () -> now);
        Host all = new Host(held.isEmpty() ? List.of(host) : List.of(host, hook));
        return Agent.open(new Identity("acme", "ws1", "test 1"), keyring, all, folder, () -> now);
    }

    /** An agent that is killed while it carries an order out. */
    void isKilledDuring(Draft draft) {
        host.isKilled = true;
        try {
            take(command(draft));
        } catch (AssertionError killed) {
            host.isKilled = false;
        }
    }

    /** Ends the agent, without a word to anybody, and starts it anew; what it answers at its start. */
    List<String> restart() throws IOException {
        agent.close();
        agent = open();
        return told(agent.resume());
    }

    Hook.Answer ask(Act act) {
        return hook.ask(act);
    }

    List<String> capabilities() {
        return agent.capabilities();
    }

    Draft draft(String id, String action) {
        return Draft.of("acme", "ws1", id, action, NOW, NOW + 5 * MINUTE);
    }

    Draft kill(String id) {
        return draft(id, "stop").process(7, "e7", 1);
    }

    Draft isolate(String id) {
        return draft(id, "contain").target("device", "hostname", "ws1").cordon("isolation", "full");
    }

    Draft release(String id) {
        return draft(id, "allow").target("device", "hostname", "ws1");
    }

    Draft cancel(String id, String of) {
        return draft(id, "cancel").target("command", of);
    }

    Incoming command(Draft draft) {
        return under("acme/ws1", draft.signed(contain));
    }

    Incoming under(String key, Command envelope) {
        return new Incoming(Purpose.COMMAND, key, new Decoded.Value<>(envelope));
    }

    Incoming desired(long version, String entries) {
        String payload = "{\"tenant\":\"acme\",\"endpoint\":\"ws1\",\"version\":" + version + ",\"stop_time\":"
                + (NOW + 60 * MINUTE) + ",\"entries\":[" + entries + "]}";
        Command envelope = contain.envelope(
                Purpose.DESIRED_STATE, "acme", "ws1", "state-" + version, payload, 0, NOW + 60 * MINUTE);
        return new Incoming(Purpose.DESIRED_STATE, "acme/ws1", new Decoded.Value<>(envelope));
    }

    static String entry(String lease, long stop) {
        return "{\"lease\":\"" + lease + "\",\"action\":\"contain\",\"target\":{\"device\":{\"hostname\":\"ws1\"}},"
                + "\"args\":{\"start_time\":" + NOW + ",\"stop_time\":" + stop
                + ",\"x-cordon\":{\"isolation\":\"full\"}}}";
    }

    /** What stands about a rule in a mode. */
    static String standing(String lease, String rule, String mode, long stop) {
        return "{\"lease\":\"" + lease + "\",\"action\":\"deny\",\"target\":{\"x-cordon:behaviour\":{\"rule\":\"" + rule
                + "\"}},\"args\":{\"start_time\":" + NOW + ",\"stop_time\":" + stop + ",\"x-cordon\":{\"mode\":\""
                + mode
                + "\"}}}";
    }

    Incoming killSwitch(long epoch, boolean on) {
        long stop = NOW + 60 * MINUTE;
        String payload = "{\"tenant\":\"acme\",\"epoch\":" + epoch + ",\"on\":" + on + ",\"stop_time\":" + stop + "}";
        return new Incoming(
                Purpose.KILL_SWITCH,
                "acme",
                new Decoded.Value<>(
                        operator.envelope(Purpose.KILL_SWITCH, "acme", "", "switch-" + epoch, payload, 0, stop)));
    }

    /** What the agent answers: id, status and, for a refusal, its reason. */
    List<String> take(Incoming... records) {
        return told(agent.take(List.of(records)));
    }

    List<String> tick() {
        return told(agent.tick());
    }

    List<String> giveUpIsolation() {
        return told(agent.giveUpIsolation("Kafka is away"));
    }

    List<CommandResponse> ticked() {
        return agent.tick();
    }

    List<CommandResponse> answers(Incoming... records) {
        return agent.take(List.of(records));
    }

    void hasDone(String... what) {
        assertThat(host.done).containsExactly(what);
    }

    private static List<String> told(List<CommandResponse> answers) {
        List<String> told = new ArrayList<>();
        for (CommandResponse answer : answers) {
            String refusal = answer.getResults().getOrDefault("refusal", "");
            told.add((answer.getCommandId() + " " + answer.getStatus() + " " + refusal).strip());
        }
        return told;
    }

    @Override
    public void close() throws IOException {
        agent.close();
    }
}
