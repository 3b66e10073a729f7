package io.cordon.agent.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.agent.Act;
import io.cordon.agent.Agent;
import io.cordon.agent.Hook;
import io.cordon.agent.Host;
import io.cordon.agent.Identity;
import io.cordon.agent.Incoming;
import io.cordon.agent.linux.LinuxHost;
import io.cordon.agent.linux.LocalVictims;
import io.cordon.schemas.Keyring;
import io.cordon.schemas.Purpose;
import io.cordon.schemas.SchemaCoder;
import io.cordon.schemas.SchemaRegistry;
import io.cordon.schemas.Topics;
import io.cordon.wire.Command;
import io.cordon.wire.CommandResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reference agent keeps every promise of the contract, and the kit tells when an agent does not. */
class KitTest {
    private static final String RULE = "rule-1";
    private static final Identity IDENTITY = new Identity("acme", "ws1", "test 1");

    @TempDir
    Path folder = Path.of("");

    private final KitKeys keys = KitKeys.generate();

    @SuppressWarnings("NullAway.Init") // set before each test
    private LinuxHost linux;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Agent agent;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Hook hook;

    private boolean isHooked;
    private boolean isDeaf;

    @BeforeEach
    void start() throws IOException {
        startHost();
        startAgent();
    }

    private void startHost() throws IOException {
        linux = LinuxHost.start(
                IDENTITY, new LinuxHost.Settings(folder, List.of(), Optional.empty(), false, false), record -> {});
    }

    private void startAgent() throws IOException {
        Keyring keyring = Keyring.empty()
                .trusting(Purpose.COMMAND, keys.commands().getPublic())
                .trusting(Purpose.DESIRED_STATE, keys.commands().getPublic())
                .trusting(Purpose.KILL_SWITCH, keys.killSwitch().orElseThrow().getPublic())
                .retiring(keys.retired().orElseThrow().getPublic());
        hook = new Hook(Set.of(RULE), false, Optional.empty(), System::currentTimeMillis);
        Host host = isHooked ? linux.host().with(hook) : linux.host();
        agent = Agent.open(IDENTITY, keyring, host, folder, System::currentTimeMillis);
    }

    @AfterEach
    void end() throws IOException {
        agent.close();
        linux.close();
    }

    @Test
    void theReferenceAgentPassesEveryCase() throws IOException {
        List<Verdict> verdicts = run(new MemoryWire(), "");

        assertThat(verdicts).hasSameSizeAs(Kit.names());
        assertThat(verdicts).allSatisfy(verdict -> {
            assertThat(verdict.differences())
                    .as(verdict.group() + ": " + verdict.name())
                    .isEmpty();
            assertThat(verdict.notRun()).isEmpty();
        });
    }

    @Test
    void anAgentWithAHookHoldsToItsStandingOrders() throws IOException {
        isHooked = true;
        agent.close();
        startAgent();

        assertThat(run(new MemoryWire(), "standing order"))
                .hasSize(5)
                .allSatisfy(verdict ->
                        assertThat(verdict.differences()).as(verdict.name()).isEmpty());
    }

    @Test
    void anAgentWhoseHookHoldsNothingFails() throws IOException {
        isHooked = true;
        isDeaf = true;
        agent.close();
        startAgent();

        assertThat(run(new MemoryWire(), "standing order").stream().filter(Verdict::failed))
                .hasSize(2);
    }

    @Test
    void anAgentThatForgetsToCheckTheKeyOfARecordFails() throws IOException {
        List<Verdict> verdicts = run(
                new MemoryWire() {
                    @Override
                    String key(Sent record) {
                        return record.topic().equals(Topics.KILL_SWITCH) ? IDENTITY.tenant() : IDENTITY.key();
                    }
                },
                "misrouted");

        assertThat(verdicts.stream().filter(Verdict::failed).map(Verdict::name))
                .containsExactlyInAnyOrder("under another endpoint's key it is refused", "under no key it is refused");
    }

    private List<Verdict> run(MemoryWire wire, String group) throws IOException {
        try (LocalVictims victims = new LocalVictims(folder)) {
            return new Kit(IDENTITY, wire, keys, new Acting(victims), Optional.of(wire))
                    .run(name -> name.startsWith(group), verdict -> {});
        }
    }

    /** Local victims, on an endpoint that can be made to act. */
    private class Acting implements Victims {
        private final Victims victims;

        Acting(Victims victims) {
            this.victims = victims;
        }

        @Override
        public Victim start(boolean withChild) throws IOException {
            return victims.start(withChild);
        }

        @Override
        public Optional<Victim> protectedOne() throws IOException {
            return victims.protectedOne();
        }

        @Override
        public boolean isAlive(Victim victim) throws IOException {
            return victims.isAlive(victim);
        }

        @Override
        public boolean isChildAlive(Victim victim) throws IOException {
            return victims.isChildAlive(victim);
        }

        @Override
        public boolean isSuspended(Victim victim) throws IOException {
            return victims.isSuspended(victim);
        }

        @Override
        public Optional<Boolean> isHeld(String rule) {
            return Optional.of(!isDeaf && hook.ask(new Act(rule, "", "/opt/tool", "", "")) == Hook.Answer.HOLD);
        }

        @Override
        public void close() {
            victims.close();
        }
    }

    /** Topics that end in this JVM: each batch is taken as if it had been polled. */
    private class MemoryWire implements Wire, Restart {
        private final SchemaRegistry registry =
                SchemaRegistry.of(Map.of("schema.registry.url", "memory://" + System.identityHashCode(this)));
        private final Map<String, SchemaCoder<Command>> coders = new HashMap<>();
        private final List<CommandResponse> answers = new ArrayList<>();
        private final List<Incoming> waiting = new ArrayList<>();
        private boolean isDown;

        MemoryWire() {
            Map.of(
                            Topics.COMMANDS, Purpose.COMMAND,
                            Topics.DESIRED_STATE, Purpose.DESIRED_STATE,
                            Topics.KILL_SWITCH, Purpose.KILL_SWITCH)
                    .forEach((topic, purpose) -> {
                        try {
                            registry.register(SchemaCoder.subject(topic), Command.getClassSchema());
                        } catch (IOException e) {
                            throw new AssertionError(e);
                        }
                        coders.put(topic, new SchemaCoder<>(registry, topic, Command.class, () -> {}));
                    });
        }

        String key(Sent record) {
            return record.key();
        }

        @Override
        public byte[] encode(String topic, Command envelope) {
            return Objects.requireNonNull(coders.get(topic)).encode(envelope);
        }

        @Override
        public void send(List<Sent> records) {
            for (Sent record : records) {
                if (record.value() != null) {
                    Purpose purpose = switch (record.topic()) {
                        case Topics.COMMANDS -> Purpose.COMMAND;
                        case Topics.DESIRED_STATE -> Purpose.DESIRED_STATE;
                        default -> Purpose.KILL_SWITCH;
                    };
                    waiting.add(new Incoming(
                            purpose,
                            key(record),
                            Objects.requireNonNull(coders.get(record.topic())).decode(record.value())));
                }
            }
            takeWaiting();
        }

        private void takeWaiting() {
            if (!isDown) {
                answers.addAll(agent.take(waiting));
                waiting.clear();
            }
        }

        @Override
        public void kill() {
            isDown = true;
            try {
                agent.close();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        /** An agent on the same folder, which knows what the one before it wrote down. */
        @Override
        public void start() {
            try {
                startAgent();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            isDown = false;
            answers.addAll(agent.resume());
            takeWaiting();
        }

        @Override
        public List<CommandResponse> answers() {
            if (answers.isEmpty()) {
                try {
                    TimeUnit.MILLISECONDS.sleep(20);
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                answers.addAll(agent.tick());
            }
            List<CommandResponse> given = List.copyOf(answers);
            answers.clear();
            return given;
        }
    }
}
