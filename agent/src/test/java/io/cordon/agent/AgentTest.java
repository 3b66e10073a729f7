package io.cordon.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.agent.conformance.Draft;
import io.cordon.schemas.Decoded;
import io.cordon.schemas.EnvelopeSigner;
import io.cordon.schemas.KeyPairFile;
import io.cordon.schemas.Purpose;
import io.cordon.wire.Command;
import io.cordon.wire.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an agent owes: each line of its duties, and what tries to make it break them. */
class AgentTest {
    private static final long MINUTE = Scene.MINUTE;

    @TempDir
    Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init") // set before each test
    private Scene scene;

    @BeforeEach
    void start() throws IOException {
        scene = new Scene(folder);
    }

    @AfterEach
    void end() throws IOException {
        scene.close();
    }

    @Test
    void obeysAndAnswers() {
        assertThat(scene.answers(scene.command(scene.kill("c1"))))
                .singleElement()
                .satisfies(answer -> {
                    assertThat(answer.getCommandId()).isEqualTo("c1");
                    assertThat(answer.getStatus()).isEqualTo(200);
                    assertThat(answer.getOutcome()).isEqualTo(Outcome.remediated);
                    assertThat(answer.getTime()).isEqualTo(Scene.NOW * 1000);
                    assertThat(answer.getCapabilities())
                            .contains(
                                    "stop:process", "allow:process", "contain:device", "cancel:command", "kill-switch")
                            .doesNotContain("delete:x-cordon:service");
                });
        scene.hasDone("KILL process e7");
    }

    @Test
    void aCommandThatComesTwiceIsCarriedOutOnceAndAnsweredTwice() throws IOException {
        Incoming command = scene.command(scene.kill("c1"));

        assertThat(scene.take(command, command)).containsExactly("c1 200", "c1 200");
        scene.restart();
        assertThat(scene.take(command)).containsExactly("c1 200");
        scene.hasDone("KILL process e7");
    }

    @Test
    void anotherOrderUnderAnIdThatIsTakenIsRefused() {
        scene.take(scene.command(scene.kill("c1")));

        assertThat(scene.take(scene.command(scene.draft("c1", "stop").process(8, "e8", 1))))
                .containsExactly("c1 403 replayed");
        scene.hasDone("KILL process e7");
    }

    @Test
    void theTimesInTheCommandCount() {
        scene.now = Scene.NOW - 1;
        assertThat(scene.take(scene.command(scene.kill("c1")))).containsExactly("c1 403 early");
        scene.now = Scene.NOW + 5 * MINUTE;
        assertThat(scene.take(scene.command(scene.kill("c1")))).containsExactly("c1 403 expired");
        scene.hasDone();
    }

    @Test
    void whatIsUnderAnothersKeyIsRefusedIfItMeansThisEndpointAndElseIgnored() {
        Command ours = scene.kill("c1").signed(scene.contain);
        Command others = Command.newBuilder(ours).setEndpoint("ws2").build();

        assertThat(scene.take(scene.under("acme/ws2", ours))).containsExactly("c1 400 routing");
        assertThat(scene.take(scene.under("acme/ws2", others))).isEmpty();
        assertThat(scene.take(scene.under("acme/ws1", others))).containsExactly("c1 400 routing");
        scene.hasDone();
    }

    @Test
    void bytesThatAreNoEnvelopeAreRefused() {
        assertThat(scene.take(new Incoming(
                        Purpose.COMMAND, "acme/ws1", new Decoded.Undecodable<>("malformed-record", "cut"))))
                .containsExactly("400 unreadable");
        assertThat(scene.take(new Incoming(
                        Purpose.COMMAND, "acme/ws2", new Decoded.Undecodable<>("malformed-record", "cut"))))
                .isEmpty();
    }

    @Test
    void anEnvelopeFromAnothersTopicIsRefused() {
        Incoming state = scene.desired(1, "");
        Decoded<Command> command = new Decoded.Value<>(scene.kill("c1").signed(scene.contain));

        assertThat(scene.take(new Incoming(Purpose.COMMAND, "acme/ws1", state.envelope())))
                .containsExactly("state-1 400 purpose");
        assertThat(scene.take(new Incoming(Purpose.DESIRED_STATE, "acme/ws1", command)))
                .containsExactly("c1 400 purpose");
        scene.hasDone();
    }

    @Test
    void anUnknownKeyOrdersNothing() {
        Command forged = scene.kill("c1").signed(new EnvelopeSigner(KeyPairFile.generate()));

        assertThat(scene.take(scene.under("acme/ws1", forged))).containsExactly("c1 401 key");
        assertThat(scene.take(scene.under("acme/ws1", scene.kill("c1").signed(scene.operator))))
                .containsExactly("c1 403 role");
        scene.hasDone();
    }

    @Test
    void whatThisHostCantDoIsNotImplemented() {
        assertThat(scene.answers(scene.command(scene.draft("c1", "delete").target("x-cordon:service", "name", "x"))))
                .singleElement()
                .satisfies(answer -> {
                    assertThat(answer.getStatus()).isEqualTo(501);
                    assertThat(answer.getStatusText()).isEqualTo("this agent has nothing for delete:x-cordon:service");
                    assertThat(answer.getResults()).containsEntry("refusal", "unknown_order");
                });
    }

    @ParameterizedTest
    @CsvSource({
        "none,     '',           '',             ''",
        "ack,      c1 102,       c1 503 kill_switch, ''",
        "status,   c1 102 c1 200, c1 503 kill_switch, c1 200",
        "complete, c1 200,       c1 503 kill_switch, c1 200"
    })
    void anOrderIsAnsweredAsItAsksFor(String asked, String done, String refused, String ended) {
        Draft isolate = scene.isolate("c1").args(args -> args.put("response_requested", asked));
        scene.take(scene.killSwitch(1, true));
        assertThat(String.join(" ", scene.take(scene.command(isolate)))).isEqualTo(refused);
        scene.take(scene.killSwitch(2, false));

        assertThat(String.join(" ", scene.take(scene.command(isolate)))).isEqualTo(done);
        scene.now = Scene.NOW + 5 * MINUTE;
        assertThat(String.join(" ", scene.tick())).isEqualTo(ended);
        scene.hasDone("ISOLATE device", "end of ISOLATE device");
    }

    @Test
    void anotherDeviceThanThisEndpointIsNotIsolated() {
        Draft other =
                scene.draft("c1", "contain").target("device", "hostname", "ws2").cordon("isolation", "full");

        assertThat(scene.take(scene.command(other))).containsExactly("c1 403 foreign");
        scene.hasDone();
    }

    @Test
    void aFailureIsAnswered() {
        scene.host.fails = true;

        assertThat(scene.take(scene.command(scene.kill("c1")))).containsExactly("c1 500");
    }

    @Test
    void whatWasBegunWhenTheAgentWasKilledIsTakenUp() throws IOException {
        scene.isKilledDuring(scene.kill("c1"));

        scene.restart();
        assertThat(scene.take()).containsExactly("c1 200");
        assertThat(scene.take(scene.command(scene.kill("c1")))).containsExactly("c1 200");
        scene.hasDone("KILL process e7 again");
    }

    @Test
    void whatWasBegunWaitsForWhatCameMeanwhile() throws IOException {
        scene.isKilledDuring(scene.kill("c1"));

        assertThat(scene.restart()).isEmpty();
        assertThat(scene.tick()).isEmpty();
        scene.hasDone();
    }

    @Test
    void whatWasBegunAndIsCancelledMeanwhileIsNotTakenUp() throws IOException {
        scene.isKilledDuring(scene.kill("c1"));
        scene.restart();

        assertThat(scene.take(scene.command(scene.cancel("x1", "c1")))).containsExactly("x1 200", "c1 403 cancelled");
        scene.restart();
        assertThat(scene.take()).isEmpty();
        scene.hasDone();
    }

    @Test
    void whatWasBegunAndWasSupersededIsNotTakenUp() throws IOException {
        scene.isKilledDuring(scene.isolate("c1").cordon(args -> args.put("sequence", 1)));
        scene.isKilledDuring(scene.isolate("c2").cordon(args -> args.put("sequence", 2)));
        scene.restart();

        assertThat(scene.take()).containsExactly("c1 403 superseded", "c2 200");
        scene.hasDone("end of ISOLATE device", "ISOLATE device again");
    }

    @Test
    void whatWasBegunIsNotTakenUpWhileTheKillSwitchIsOnAndMayComeAgain() throws IOException {
        scene.take(scene.killSwitch(1, true), scene.killSwitch(2, false));
        scene.isKilledDuring(scene.kill("c1"));
        scene.restart();

        assertThat(scene.take(scene.killSwitch(3, true))).containsExactly("switch-3 200", "c1 503 kill_switch");
        scene.restart();
        assertThat(scene.take(scene.command(scene.kill("c1")))).containsExactly("c1 503 kill_switch");
        scene.hasDone();
        assertThat(scene.take(scene.killSwitch(4, false), scene.command(scene.kill("c1"))))
                .containsExactly("switch-4 200", "c1 200");
    }

    @Test
    void whatWasBegunAndHasExpiredIsNotTakenUp() throws IOException {
        scene.isKilledDuring(scene.isolate("c1"));
        scene.now = Scene.NOW + 6 * MINUTE;

        assertThat(scene.restart()).containsExactly("c1 403 expired");
        scene.hasDone("end of ISOLATE device");
    }

    @Test
    void aCancelledCommandIsNotCarriedOutInWhicheverOrderTheyCame() {
        assertThat(scene.take(scene.command(scene.kill("c1")), scene.command(scene.cancel("x1", "c1"))))
                .containsExactly("x1 200", "c1 403 cancelled");
        assertThat(scene.take(scene.command(scene.cancel("x2", "c2")))).containsExactly("x2 200");
        assertThat(scene.take(scene.command(scene.kill("c2")))).containsExactly("c2 403 cancelled");
        scene.hasDone();
    }

    @Test
    void aCommandThatWasCarriedOutCantBeCancelled() {
        scene.take(scene.command(scene.kill("c1")));

        assertThat(scene.take(scene.command(scene.cancel("x1", "c1")))).containsExactly("x1 404");
    }

    @Test
    void sequenceNumbersOrderCommandsOnOneTargetOnly() throws IOException {
        scene.take(scene.command(scene.release("c2").cordon(args -> args.put("sequence", 2))));
        scene.restart();

        assertThat(scene.take(scene.command(scene.isolate("c1").cordon(args -> args.put("sequence", 1)))))
                .containsExactly("c1 403 superseded");
        assertThat(scene.take(scene.command(scene.kill("c3").cordon(args -> args.put("sequence", 1)))))
                .containsExactly("c3 200");
        assertThat(scene.take(scene.command(scene.isolate("c4")))).containsExactly("c4 200");
    }
}
