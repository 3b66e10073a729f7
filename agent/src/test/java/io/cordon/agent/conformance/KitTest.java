package io.cordon.agent.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.agent.Actuator;
import io.cordon.agent.Incoming;
import io.cordon.agent.Lease;
import io.cordon.agent.Result;
import io.cordon.schemas.Decoded;
import io.cordon.schemas.Order;
import io.cordon.schemas.Topics;
import io.cordon.schemas.Verb;
import io.cordon.wire.Command;
import io.cordon.wire.CommandResponse;
import io.cordon.wire.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reference agent keeps every promise of the contract, and the kit tells when an agent does not. */
class KitTest {
    @TempDir
    Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init") // set before each test
    private KitScene scene;

    @BeforeEach
    void start() throws IOException {
        scene = new KitScene(folder, true);
    }

    @AfterEach
    void end() throws IOException {
        scene.close();
    }

    @Test
    void theReferenceAgentPassesEveryCase() throws IOException {
        List<Verdict> verdicts = run(new MemoryWire(scene), "");

        assertThat(verdicts).hasSameSizeAs(Kit.names());
        allPassed(verdicts);
    }

    @Test
    void anAgentOfEveryActionPassesEveryCase() throws IOException {
        doingEverything(new KitScene(folder.resolve("every"), false));

        allPassed(run(new MemoryWire(scene), "action: "));
        assertThat(scene.agent().capabilities()).containsAll(allCapabilities());
    }

    @Test
    void anAgentWithAHookHoldsToItsStandingOrders() throws IOException {
        scene.isHooked = true;
        scene.startAnew();

        List<Verdict> verdicts = run(new MemoryWire(scene), "standing order");
        assertThat(verdicts).hasSize(5);
        allPassed(verdicts);
    }

    @Test
    void anAgentWhoseHookHoldsNothingFails() throws IOException {
        scene.isHooked = true;
        scene.isDeaf = true;
        scene.startAnew();

        assertThat(failed(run(new MemoryWire(scene), "standing order"))).hasSize(2);
    }

    @Test
    void anAgentThatForgetsToCheckTheKeyOfARecordFails() throws IOException {
        List<Verdict> verdicts = run(
                new MemoryWire(scene) {
                    @Override
                    String key(Sent record) {
                        return record.topic().equals(Topics.KILL_SWITCH)
                                ? KitScene.IDENTITY.tenant()
                                : KitScene.IDENTITY.key();
                    }
                },
                "misrouted");

        assertThat(failed(verdicts))
                .containsExactlyInAnyOrder("under another endpoint's key it is refused", "under no key it is refused");
    }

    @Test
    void anAgentThatSaysYesToEverythingAndDoesNothingPassesNoCase() throws IOException {
        doingEverything(new KitScene(folder.resolve("every"), false));

        assertThat(run(answering(200, allCapabilities()), "").stream()
                        .filter(verdict -> !verdict.failed())
                        .map(Verdict::name))
                .isEmpty();
    }

    @Test
    void anAgentThatAnnouncesNothingAndRefusesEverythingPassesNoCaseButThatItAnnouncedNothing() throws IOException {
        assertThat(run(answering(501, List.of("cancel:command")), "").stream()
                        .filter(verdict -> !verdict.failed() && !verdict.group().equals("action"))
                        .map(Verdict::name))
                .isEmpty();
    }

    @Test
    void anAgentThatIgnoresWhenLeasesEndFailsWhereverOneEndsByItself() throws IOException {
        doingEverything(new KitScene(folder.resolve("every"), false));
        scene.altering = Forgetful::new;
        scene.startAnew();

        assertThat(failed(run(new MemoryWire(scene), "it ends by itself")))
                .containsExactlyInAnyOrder(
                        "isolate: it ends by itself at its stop time",
                        "isolate in part: it ends by itself at its stop time",
                        "contain an address: it ends by itself at its stop time",
                        "contain a user: it ends by itself at its stop time"); // a hook looks at the time by itself
    }

    @Test
    void anAgentThatDoesWhatItDoesNotAnnounceFails() throws IOException {
        doingEverything(new KitScene(folder.resolve("every"), false));

        List<Verdict> verdicts = run(
                new MemoryWire(scene) {
                    @Override
                    public List<CommandResponse> answers() {
                        return super.answers().stream()
                                .map(answer -> CommandResponse.newBuilder(answer)
                                        .setCapabilities(List.of("stop:process"))
                                        .build())
                                .toList();
                    }
                },
                "action: ");
        assertThat(verdicts)
                .allSatisfy(verdict ->
                        assertThat(verdict.failed()).as(verdict.name()).isTrue());
    }

    private void doingEverything(KitScene other) throws IOException {
        scene.close();
        scene = other;
        scene.every = Optional.of(new EveryAction());
        scene.startAnew();
    }

    private static List<String> allCapabilities() {
        return Arrays.stream(Verb.values())
                .filter(verb -> verb != Verb.HOLD)
                .flatMap(verb -> verb.capabilities().stream())
                .toList();
    }

    /** An agent that answers the same to whatever it can read. */
    private MemoryWire answering(int status, List<String> capabilities) {
        return new MemoryWire(scene) {
            @Override
            List<CommandResponse> take(List<Incoming> records) {
                return records.stream()
                        .flatMap(one -> one.envelope() instanceof Decoded.Value<Command> read
                                ? Stream.of(answer(read.value().getCommandId()))
                                : Stream.empty())
                        .toList();
            }

            private CommandResponse answer(String id) {
                return CommandResponse.newBuilder()
                        .setTenant(KitScene.IDENTITY.tenant())
                        .setEndpoint(KitScene.IDENTITY.endpoint())
                        .setCommandId(id)
                        .setStatus(status)
                        .setStatusText("as ever")
                        .setOutcome(Outcome.unknown)
                        .setAgent("wrong")
                        .setCapabilities(capabilities)
                        .setTime(0)
                        .setResults(status == 501 ? Map.of("refusal", "unknown_order") : Map.of())
                        .build();
            }

            @Override
            List<CommandResponse> tick() {
                return List.of();
            }
        };
    }

    /** Says that a lease has ended in its time, and leaves it in force. */
    private record Forgetful(Actuator actuator) implements Actuator {
        @Override
        public Set<Verb> verbs() {
            return actuator.verbs();
        }

        @Override
        public Result perform(Order order, boolean again) throws IOException {
            return actuator.perform(order, again);
        }

        @Override
        public Result end(Lease lease) throws IOException {
            return lease.order().stopMillis() <= System.currentTimeMillis()
                    ? Result.released("ended")
                    : actuator.end(lease);
        }
    }

    private static void allPassed(List<Verdict> verdicts) {
        assertThat(verdicts).allSatisfy(verdict -> {
            assertThat(verdict.differences())
                    .as(verdict.group() + ": " + verdict.name())
                    .isEmpty();
            assertThat(verdict.notRun()).as(verdict.name()).isEmpty();
        });
    }

    private static List<String> failed(List<Verdict> verdicts) {
        return verdicts.stream().filter(Verdict::failed).map(Verdict::name).toList();
    }

    private List<Verdict> run(MemoryWire wire, String cases) throws IOException {
        boolean isReal = wire.getClass() == MemoryWire.class;
        try (Victims victims = scene.victims()) {
            return new Kit(KitScene.IDENTITY, wire, scene.keys, victims, Optional.of(wire))
                    .waiting(isReal ? Duration.ofSeconds(30) : Duration.ofMillis(500))
                    .run(name -> name.contains(cases), verdict -> {});
        }
    }
}
