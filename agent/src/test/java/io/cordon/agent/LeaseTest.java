package io.cordon.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Leases end by themselves, desired states bring them up to date, and the kill switch stops what begins them. */
class LeaseTest {
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
    void aLeaseEndsInItsTimeWithoutAnybodysWord() {
        scene.take(scene.command(scene.isolate("c1")));
        scene.now = Scene.NOW + 5 * MINUTE - 1;
        assertThat(scene.tick()).isEmpty();
        scene.now++;

        assertThat(scene.tick()).containsExactly("c1 200");
        assertThat(scene.tick()).isEmpty();
        scene.hasDone("ISOLATE device", "end of ISOLATE device");
    }

    @Test
    void aLeaseIsInForceAgainAfterARestartAndEndsInItsTime() throws IOException {
        scene.take(scene.command(scene.isolate("c1")));
        scene.restart();
        scene.hasDone("ISOLATE device", "restore ISOLATE device");
        scene.now = Scene.NOW + 6 * MINUTE;

        assertThat(scene.restart()).containsExactly("c1 200");
        scene.hasDone("ISOLATE device", "restore ISOLATE device", "end of ISOLATE device");
    }

    @Test
    void aLeaseThatCouldNotBeEndedIsEndedLater() {
        scene.take(scene.command(scene.isolate("c1")));
        scene.now = Scene.NOW + 6 * MINUTE;
        scene.host.fails = true;
        assertThat(scene.tick()).containsExactly("c1 500");
        scene.host.fails = false;

        assertThat(scene.tick()).containsExactly("c1 200");
    }

    @Test
    void aLeaseWhoseOutcomeCantBeWrittenDownEndsInItsTime() throws IOException {
        scene.host.meanwhile = LeaseTest::breakTheJournal;
        scene.take(scene.command(scene.isolate("c1")));
        assertThat(Thread.interrupted()).isTrue();
        scene.now = Scene.NOW + 6 * MINUTE;
        scene.tick();
        scene.hasDone("ISOLATE device", "end of ISOLATE device");

        assertThat(scene.restart()).containsExactly("c1 403 expired");
    }

    /** A channel is closed when an interrupted thread writes to it. */
    private static void breakTheJournal() {
        Thread.currentThread().interrupt();
    }

    @Test
    void aLeaseThatFailsToBeginIsEndedAtOnceAndNotPutIntoForceByARestart() throws IOException {
        scene.host.meanwhile = () -> {
            throw new IOException("half of it was done");
        };
        assertThat(scene.take(scene.command(scene.isolate("c1")))).containsExactly("c1 500");
        scene.restart();
        scene.now = Scene.NOW + 6 * MINUTE;

        assertThat(scene.tick()).isEmpty();
        scene.hasDone("end of ISOLATE device");
    }

    @Test
    void aLeaseThatIsBegunWhenTheAgentIsKilledEndsInItsTimeThoughNothingMoreIsHeard() throws IOException {
        scene.isKilledDuring(scene.isolate("c1"));
        scene.restart();
        assertThat(scene.tick()).isEmpty();
        scene.hasDone();
        scene.now = Scene.NOW + 6 * MINUTE;

        assertThat(scene.tick()).containsExactly("c1 403 expired");
        scene.hasDone("end of ISOLATE device");
    }

    @Test
    void aRenewalThatFailsLeavesTheLeaseAsItWas() throws IOException {
        scene.take(scene.command(scene.isolate("c1").cordon("lease", "l1")));
        scene.host.fails = true;
        assertThat(scene.take(scene.command(scene.isolate("c2")
                        .cordon("lease", "l1")
                        .args(args -> args.put("stop_time", Scene.NOW + 9 * MINUTE)))))
                .containsExactly("c2 500");
        scene.host.fails = false;
        scene.restart();
        scene.hasDone("ISOLATE device", "restore ISOLATE device");
        scene.now = Scene.NOW + 6 * MINUTE;

        assertThat(scene.tick()).containsExactly("c1 200");
    }

    @Test
    void aRenewalMakesALeaseLonger() {
        scene.take(scene.command(scene.isolate("c1").cordon("lease", "l1")));
        scene.take(scene.command(
                scene.isolate("c2").cordon("lease", "l1").args(args -> args.put("stop_time", Scene.NOW + 9 * MINUTE))));
        scene.now = Scene.NOW + 6 * MINUTE;
        assertThat(scene.tick()).isEmpty();
        scene.now = Scene.NOW + 9 * MINUTE;

        assertThat(scene.tick()).containsExactly("c2 200");
    }

    @Test
    void aRenewalNeitherShortensALeaseNorTurnsItIntoAnother() {
        scene.take(scene.command(scene.isolate("c1").cordon("lease", "l1")));

        assertThat(scene.take(scene.command(scene.isolate("c2")
                        .cordon("lease", "l1")
                        .args(args -> args.put("stop_time", Scene.NOW + MINUTE)))))
                .containsExactly("c2 400 payload");
        assertThat(scene.take(scene.command(scene.draft("c3", "deny")
                        .target("ipv4_net", "198.51.100.7")
                        .cordon("lease", "l1"))))
                .containsExactly("c3 400 payload");
    }

    @Test
    void aReleaseEndsWhatIsInForceOnItsTarget() {
        scene.take(scene.command(scene.isolate("c1")));
        scene.take(scene.command(scene.draft("c2", "deny").target("ipv4_net", "198.51.100.7")));

        assertThat(scene.take(scene.command(scene.release("c3")))).containsExactly("c3 200");
        assertThat(scene.take(scene.command(scene.release("c4")))).containsExactly("c4 200");
        scene.hasDone("ISOLATE device", "DENY_ADDRESS address 198.51.100.7/32", "end of ISOLATE device");
    }

    @Test
    void aReleaseThatNamesALeaseEndsThatOneOnly() {
        scene.take(scene.command(scene.isolate("c1").cordon("lease", "l1")));
        scene.take(scene.command(scene.isolate("c2").cordon("lease", "l2")));
        scene.take(scene.command(scene.release("c3").cordon("lease", "l2")));
        scene.now = Scene.NOW + 6 * MINUTE;

        assertThat(scene.tick()).containsExactly("c1 200");
    }

    @Test
    void anIsolationIsGivenUpWhereKafkaCantBeReached() {
        scene.take(
                scene.command(scene.isolate("c1")),
                scene.command(scene.draft("c2", "deny").target("ipv4_net", "198.51.100.7")));

        assertThat(scene.giveUpIsolation()).containsExactly("c1 200");
        assertThat(scene.giveUpIsolation()).isEmpty();
    }

    @Test
    void aDesiredStateBeginsRenewsAndEndsWhatItNamed() {
        scene.take(scene.command(scene.draft("c1", "deny").target("ipv4_net", "198.51.100.7")));
        scene.take(scene.desired(1, Scene.entry("l1", Scene.NOW + 10 * MINUTE)));
        scene.take(scene.desired(2, Scene.entry("l1", Scene.NOW + 20 * MINUTE)));
        scene.hasDone("DENY_ADDRESS address 198.51.100.7/32", "ISOLATE device", "ISOLATE device");

        assertThat(scene.take(scene.desired(3, ""))).containsExactly("state-3 200");
        scene.hasDone(
                "DENY_ADDRESS address 198.51.100.7/32", "ISOLATE device", "ISOLATE device", "end of ISOLATE device");
    }

    @Test
    void anOlderDesiredStateChangesNothingAndTheSameOneIsNotAnsweredTwice() throws IOException {
        scene.take(scene.desired(2, Scene.entry("l1", Scene.NOW + 10 * MINUTE)));
        scene.restart();

        assertThat(scene.take(scene.desired(1, ""))).containsExactly("state-1 403 old");
        assertThat(scene.take(scene.desired(2, Scene.entry("l1", Scene.NOW + 10 * MINUTE))))
                .isEmpty();
        scene.hasDone("ISOLATE device", "restore ISOLATE device");
    }

    @Test
    void theKillSwitchStopsWhatContainsAndLetsTheRestPass() throws IOException {
        scene.take(scene.command(scene.isolate("c1")));
        assertThat(scene.take(scene.command(scene.kill("c2")), scene.killSwitch(1, true)))
                .containsExactly("switch-1 200", "c2 503 kill_switch");
        scene.restart();

        assertThat(scene.take(scene.command(scene.kill("c2")))).containsExactly("c2 503 kill_switch");
        assertThat(scene.take(scene.command(scene.cancel("x1", "c9")), scene.command(scene.release("c3"))))
                .containsExactly("x1 200", "c3 200");
        scene.hasDone("ISOLATE device", "restore ISOLATE device", "end of ISOLATE device");
    }

    @Test
    void whatWasRefusedWhileTheSwitchWasOnMayComeAgainInItsTime() {
        scene.take(scene.killSwitch(1, true), scene.command(scene.kill("c1")));
        scene.take(scene.killSwitch(2, false));

        assertThat(scene.take(scene.command(scene.kill("c1")))).containsExactly("c1 200");
    }

    @Test
    void anOlderTurnOfTheSwitchChangesNothing() {
        scene.take(scene.killSwitch(2, true));

        assertThat(scene.take(scene.killSwitch(1, false))).containsExactly("switch-1 403 old");
        assertThat(scene.take(scene.command(scene.kill("c1")))).containsExactly("c1 503 kill_switch");
    }

    @Test
    void aDesiredStateThatTheSwitchHeldBackIsTakenUpWhenItIsOff() {
        scene.take(scene.killSwitch(1, true), scene.desired(1, Scene.entry("l1", Scene.NOW + 10 * MINUTE)));
        scene.hasDone();
        scene.take(scene.killSwitch(2, false));
        scene.tick();

        scene.hasDone("ISOLATE device");
    }
}
