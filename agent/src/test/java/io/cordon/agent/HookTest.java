package io.cordon.agent;

import static io.cordon.agent.Hook.Answer.ALLOW;
import static io.cordon.agent.Hook.Answer.HOLD;
import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.agent.conformance.Draft;
import io.cordon.wire.CommandResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A hook holds what standing orders say, until they end, and a user's word counts for a day. */
class HookTest {
    private static final String RULE = "rule-1";
    private static final String HASH = "ab".repeat(32);
    private static final long DAY = 24 * 60 * Scene.MINUTE;
    private static final long END = Scene.NOW + 3 * DAY;
    private static final Act ACT = new Act(RULE, "", "/opt/tool", "e7", "ann");

    @TempDir
    Path folder = Path.of("");

    private final List<Runnable> asked = new ArrayList<>();

    @SuppressWarnings("NullAway.Init") // set before each test
    private Scene scene;

    @BeforeEach
    void start() throws IOException {
        scene = new Scene(folder, Set.of(RULE), Optional.of((held, goOn) -> asked.add(goOn)));
    }

    @AfterEach
    void end() throws IOException {
        scene.close();
    }

    @ParameterizedTest
    @CsvSource({
        "block, true, HOLD, blocked, 0",
        "warn, true, HOLD, warned, 1",
        "audit, true, ALLOW, audited, 0",
        "block, false, HOLD, blocked, 0",
        "warn, false, ALLOW, audited, 0",
        "audit, false, ALLOW, audited, 0"
    })
    void whatBecomesOfAnActInEachModeAndWhatItIsCalled(
            String mode, boolean canAsk, Hook.Answer answer, String called, int times) throws IOException {
        try (Scene other = new Scene(
                folder.resolve("other"),
                Set.of(RULE),
                canAsk ? Optional.of((held, goOn) -> asked.add(goOn)) : Optional.empty())) {
            other.take(other.desired(1, Scene.standing("l1", RULE, mode, END)));

            assertThat(other.ask(ACT)).isEqualTo(answer);
            assertThat(told(other.ticked())).containsExactly("l1 " + called + " /opt/tool");
            assertThat(asked).hasSize(times);
            assertThat(other.ask(new Act("rule-2", "", "/opt/tool", "", "")))
                    .as("nobody ordered it")
                    .isEqualTo(ALLOW);
        }
    }

    @Test
    void announcesWhatItHoldsAndWhetherItCanAsk() throws IOException {
        assertThat(scene.capabilities()).contains("deny:x-cordon:behaviour", "hold:" + RULE, "ask-user", "deny:file");
        try (Scene other = new Scene(folder.resolve("other"), Set.of(RULE), Optional.empty())) {
            assertThat(other.capabilities()).doesNotContain("ask-user");
        }
        try (Scene other = new Scene(folder.resolve("bare"))) {
            assertThat(other.capabilities()).doesNotContain("deny:x-cordon:behaviour", "hold:" + RULE);
        }
    }

    @Test
    void aUsersWordCountsForADayForTheRuleAndTheObjectOverARestartThenItIsHeldAgain() throws IOException {
        scene.take(scene.desired(1, Scene.standing("l1", RULE, "warn", END)));
        scene.ask(ACT);
        asked.get(0).run();
        assertThat(scene.ask(ACT)).isEqualTo(ALLOW);
        assertThat(told(scene.ticked())).containsExactly("l1 warned /opt/tool", "l1 bypassed /opt/tool");
        assertThat(scene.ask(new Act(RULE, "", "/opt/other", "", ""))).isEqualTo(HOLD);

        scene.restart();
        scene.now = Scene.NOW + DAY - 1;
        scene.restart();
        assertThat(scene.ask(ACT)).isEqualTo(ALLOW);
        scene.now = Scene.NOW + DAY;
        assertThat(scene.ask(ACT)).isEqualTo(HOLD);
        scene.restart();
        assertThat(scene.ask(ACT)).isEqualTo(HOLD);
    }

    @Test
    void aUsersWordDoesNotCountWhereThePolicyBlocksByNow() {
        scene.take(scene.desired(1, Scene.standing("l1", RULE, "warn", END)));
        scene.ask(ACT);
        asked.get(0).run();
        scene.take(scene.desired(2, Scene.standing("l2", RULE, "block", END)));

        assertThat(scene.ask(ACT)).isEqualTo(HOLD);
    }

    @Test
    void whatIsTriedAgainAndAgainIsAskedAndToldOnceAnHour() {
        scene.take(scene.desired(1, Scene.standing("l1", RULE, "warn", END)));
        for (int i = 0; i < 100; i++) {
            assertThat(scene.ask(ACT)).isEqualTo(HOLD);
        }
        assertThat(told(scene.ticked())).containsExactly("l1 warned /opt/tool");
        assertThat(asked).hasSize(1);
        scene.now += 60 * Scene.MINUTE;

        scene.ask(ACT);
        assertThat(asked).hasSize(2);
    }

    @Test
    void aStandingOrderIsInForceAfterARestartAndEndsInItsTimeThoughNobodySaysSo() throws IOException {
        scene.take(scene.desired(1, Scene.standing("l1", RULE, "block", Scene.NOW + 10 * Scene.MINUTE)));
        scene.restart();
        assertThat(scene.ask(ACT)).isEqualTo(HOLD);
        scene.now = Scene.NOW + 10 * Scene.MINUTE;

        assertThat(scene.ask(ACT)).as("before anything has ended it").isEqualTo(ALLOW);
        scene.tick();
        assertThat(scene.ask(ACT)).isEqualTo(ALLOW);
    }

    @Test
    void aStandingOrderGoesWithTheDocumentThatNoLongerNamesItAndAnOldOneBringsItNotBack() {
        scene.take(scene.desired(2, Scene.standing("l1", RULE, "block", END)));
        scene.take(scene.desired(3, ""));
        assertThat(scene.ask(ACT)).isEqualTo(ALLOW);

        assertThat(scene.take(scene.desired(2, Scene.standing("l1", RULE, "block", END))))
                .containsExactly("state-2 403 old");
        assertThat(scene.ask(ACT)).isEqualTo(ALLOW);
    }

    @Test
    void anotherModeTakesThePlaceOfTheOneBefore() {
        scene.take(scene.desired(1, Scene.standing("l1", RULE, "block", END)));
        scene.take(scene.desired(2, Scene.standing("l2", RULE, "audit", END)));

        assertThat(scene.ask(ACT)).isEqualTo(ALLOW);
        assertThat(told(scene.ticked())).containsExactly("l2 audited /opt/tool");
    }

    @Test
    void whatThereIsNoHookForIsAnsweredSoAndTheRestStands() {
        assertThat(scene.take(scene.desired(
                        1,
                        Scene.standing("l1", "rule-2", "block", END) + ',' + Scene.standing("l2", RULE, "block", END))))
                .containsExactly("l1 404", "l2 200", "state-1 200");
        assertThat(scene.ask(ACT)).isEqualTo(HOLD);
    }

    @Test
    void aDocumentWithAModeThatNobodyKnowsIsRefusedWhole() {
        assertThat(scene.take(scene.desired(1, Scene.standing("l1", RULE, "perhaps", END))))
                .containsExactly("state-1 400 payload");
    }

    @ParameterizedTest
    @ValueSource(strings = {"l1", "l2"})
    void ofTwoLeasesOnOneHashEachHoldsByItself(String ended) {
        scene.take(scene.command(deny("c1").cordon("lease", "l1")));
        scene.take(scene.command(deny("c2").cordon("lease", "l2")));
        scene.take(scene.command(allow("c3").cordon("lease", ended)));
        Act act = new Act("", HASH, "/tmp/a", "", "");
        assertThat(scene.ask(act)).as("the other one is in force").isEqualTo(HOLD);

        scene.take(scene.command(allow("c4")));
        assertThat(scene.ask(act)).as("none is in force").isEqualTo(ALLOW);
    }

    @Test
    void ofSeveralModesTheStrictestCountsWhileItIsInForce() {
        scene.take(scene.desired(
                1,
                Scene.standing("l1", RULE, "block", Scene.NOW + 10 * Scene.MINUTE)
                        + ','
                        + Scene.standing("l2", RULE, "audit", END)));
        assertThat(scene.ask(ACT)).isEqualTo(HOLD);
        scene.now = Scene.NOW + 10 * Scene.MINUTE;

        assertThat(scene.ask(ACT)).isEqualTo(ALLOW);
        assertThat(told(scene.ticked())).contains("l1 blocked /opt/tool", "l2 audited /opt/tool");
    }

    @Test
    void anImageIsHeldByItsHashInAnyCaseOfLetters() {
        scene.take(scene.command(deny("c1")));

        assertThat(scene.ask(new Act("", HASH.toUpperCase(Locale.ROOT), "/tmp/a", "", "")))
                .isEqualTo(HOLD);
        assertThat(told(scene.ticked())).containsExactly("c1 blocked /tmp/a");
    }

    private Draft deny(String id) {
        return scene.draft(id, "deny").hash(HASH);
    }

    private Draft allow(String id) {
        return scene.draft(id, "allow").hash(HASH);
    }

    private static List<String> told(List<CommandResponse> answers) {
        return answers.stream()
                .map(one -> one.getCommandId()
                        + ' '
                        + one.getOutcome()
                        + ' '
                        + one.getResults().getOrDefault("object", ""))
                .toList();
    }
}
