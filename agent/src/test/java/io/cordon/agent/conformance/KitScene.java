package io.cordon.agent.conformance;

import io.cordon.agent.Act;
import io.cordon.agent.Actuator;
import io.cordon.agent.Agent;
import io.cordon.agent.Hook;
import io.cordon.agent.Host;
import io.cordon.agent.Identity;
import io.cordon.agent.linux.LinuxHost;
import io.cordon.agent.linux.LocalNetwork;
import io.cordon.agent.linux.LocalVictims;
import io.cordon.schemas.Keyring;
import io.cordon.schemas.Purpose;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The reference agent in this JVM, in a network of its own, and what the kit needs of it; each part may be made a wrong one. */
final class KitScene implements AutoCloseable {
    static final Identity IDENTITY = new Identity("acme", "ws1", "test 1");
    private static final String RULE = "rule-1";

    final KitKeys keys = KitKeys.generate();
    private final Path folder;
    private final Optional<LocalNetwork> network;
    private final LinuxHost linux;
    private Agent agent;

    @SuppressWarnings("NullAway.Init") // set when the agent is started
    private Hook hook;

    /** Whether it has a hook for a rule, and whether the endpoint acts whatever that says. */
    boolean isHooked;

    boolean isDeaf;

    /** What does the actions that Linux has nothing for; empty where it does no more than Linux. */
    Optional<EveryAction> every = Optional.empty();

    UnaryOperator<Actuator> altering = actuator -> actuator;

    /** @param network whether it has one that it can cut off */
    KitScene(Path folder, boolean network) throws IOException {
        this.folder = folder;
        this.network = network ? LocalNetwork.make() : Optional.empty();
        Path cutOff = this.network.map(LocalNetwork::file).orElseGet(LocalNetwork::none);
        this.linux = LinuxHost.start(
                IDENTITY, new LinuxHost.Settings(folder, List.of(), Optional.of(cutOff), false, false), record -> {});
        this.agent = open();
    }

    Agent agent() {
        return agent;
    }

    void end() throws IOException {
        agent.close();
    }

    /** An agent on the same folder, which knows what the one before it wrote down. */
    void startAnew() throws IOException {
        agent.close();
        agent = open();
    }

    private Agent open() throws IOException {
        Keyring keyring = Keyring.empty()
                .trusting(Purpose.COMMAND, keys.commands().getPublic())
                .trusting(Purpose.DESIRED_STATE, keys.commands().getPublic())
                .trusting(Purpose.KILL_SWITCH, keys.killSwitch().orElseThrow().getPublic())
                .retiring(keys.retired().orElseThrow().getPublic());
        hook = new Hook(Set.of(RULE), false, Optional.empty(), System::currentTimeMillis);
        Host host = isHooked ? linux.host().with(hook) : linux.host();
        for (Actuator more : every.map(all -> all.actuators(folder)).orElse(List.of())) {
            host = host.with(altering.apply(more));
        }
        return Agent.open(IDENTITY, keyring, host, folder, System::currentTimeMillis);
    }

    Victims victims() throws IOException {
        return new Acting(new LocalVictims(folder, network));
    }

    /** Local victims, on an endpoint that can be made to act. */
    private final class Acting implements Victims {
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
            Hook.Answer answer = hook.ask(new Act(rule, "", "/opt/tool", "", ""));
            return Optional.of(!isDeaf && answer == Hook.Answer.HOLD);
        }

        private boolean isMadeHere(String kind) {
            return every.isPresent() && !kind.equals("file");
        }

        @Override
        public Optional<Thing> make(String kind) throws IOException {
            return isMadeHere(kind) ? every.orElseThrow().make(kind) : victims.make(kind);
        }

        @Override
        public boolean isAsMade(Thing thing) throws IOException {
            return isMadeHere(thing.kind()) ? every.orElseThrow().isAsMade(thing) : victims.isAsMade(thing);
        }

        @Override
        public void close() {
            victims.close();
        }
    }

    @Override
    public void close() throws IOException {
        agent.close();
        linux.close();
        network.ifPresent(LocalNetwork::close);
    }
}
