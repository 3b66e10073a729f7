package io.cordon.engine.response;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cordon.engine.finding.Finding;
import io.cordon.engine.response.Decision.Gate;
import io.cordon.engine.response.DeskStore.Waiting;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What agents answer, or don't, and what follows from it. */
class AnswersTest {
    private static final String KILLS = "policies: [{mode: block}]\n";
    private static final String ISOLATES = "policies: [{mode: block, response: isolate, duration: 1h}]\n";

    private final Cases one = new Cases();

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(textBlock = """
                    200, '',          DONE
                    404, '',          DONE
                    403, cancelled,   DONE
                    403, superseded,  DONE
                    400, payload,     FAILED
                    401, signature,   FAILED
                    403, '',          FAILED
                    403, expired,     FAILED
                    403, replayed,    FAILED
                    500, '',          FAILED
                    501, '',          FAILED
                    503, '',          FAILED
                    102, '',          ''
                    403, early,       ''
                    503, kill_switch, ''
                    """)
    void anAnswerSaysWhetherAnOrderWasCarriedOut(int status, String refusal, String outcome) {
        Desks desk = silent(KILLS).take(one);
        desk.answer("ws1", desk.commands.get(0).commandId(), status, refusal);

        assertThat(desk.outcomes)
                .containsExactlyElementsOf(outcome.isEmpty() ? List.of() : List.of(Outcome.valueOf(outcome)));
        assertThat(desk.said())
                .as("a kill that failed has the endpoint isolated at once")
                .hasSize(outcome.equals("FAILED") ? 2 : 1);
    }

    @Test
    void withoutAnAnswerTheSameBytesGoOutAgainAndAfterTheThirdTimeTheEndpointIsIsolated() {
        Desks desk = silent(KILLS).take(one).at(31);
        assertThat(desk.commands).hasSize(1);
        desk.at(34);
        assertThat(desk.commands).hasSize(2);
        desk.at(66);
        assertThat(desk.commands).hasSize(3);
        assertThat(desk.commands).as("the same to the byte").containsOnly(desk.commands.get(0));
        desk.at(100);

        assertThat(desk.said()).containsExactly("stop process", "stop process", "stop process", "contain device");
        assertThat(desk.outcomes).containsExactly(Outcome.SENT_AGAIN, Outcome.SENT_AGAIN, Outcome.UNANSWERED);
        JsonNode isolation = Desks.payload(desk.commands.get(3));
        assertThat(isolation.at("/args/x-cordon/why/escalates").asText())
                .isEqualTo(desk.commands.get(0).commandId());
        assertThat(isolation.at("/args/x-cordon/isolation").asText()).isEqualTo("full");
    }

    @Test
    void policySaysHowLongHowOftenAndWhatThen() {
        Desks never = silent(KILLS + "respond: {within: 5s, sends: 1, escalate: none}")
                .take(one)
                .at(20);
        assertThat(never.said()).containsExactly("stop process");
        assertThat(never.outcomes).containsExactly(Outcome.UNANSWERED);

        Desks selective = silent(
                        KILLS + "respond: {within: 5s, sends: 2, escalate: isolate-selective}\nallow: [10.0.0.9]")
                .take(one)
                .at(17);
        assertThat(selective.said()).containsExactly("stop process", "stop process", "contain device");
        assertThat(Desks.payload(selective.commands.get(2))
                        .at("/args/x-cordon/isolation")
                        .asText())
                .isEqualTo("selective");
    }

    @Test
    void whatIsNoLongerObeyedIsNotSentAgain() {
        Desks desk = silent(KILLS + "freshness: {kill: 40s}\nrespond: {escalate: none}")
                .take(one)
                .at(120);

        assertThat(desk.outcomes).containsExactly(Outcome.SENT_AGAIN, Outcome.UNANSWERED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"isolate", "suspend", "quarantine-file", "contain-user"})
    void onlyAKillThatFailedGoesFurther(String action) {
        Desks desk =
                silent("policies: [{mode: block, response: " + action + "}]").take(one);
        desk.held.forEach(held -> desk.approve(held.commandId(), true));
        desk.answer(0, 500).at(600);

        assertThat(desk.commands).hasSize(1);
        assertThat(desk.outcomes).containsExactly(Outcome.FAILED);
    }

    @Test
    void whatComesLateAgainFromElsewhereOrUnaskedChangesNothing() {
        Desks desk = silent(KILLS).take(one);
        String id = desk.commands.get(0).commandId();
        desk.answer("ws2", id, 500, "").answer("ws1", "no such command", 500, "");
        assertThat(desk.outcomes).isEmpty();

        desk.answer(0, 200).answer(0, 200).answer(0, 500).at(600).answer(0, 500);
        assertThat(desk.said()).containsExactly("stop process");
        assertThat(desk.outcomes).containsExactly(Outcome.DONE);
    }

    @Test
    void anAnswerAfterAllWasGivenUpTakesNothingBack() {
        Desks desk = silent(KILLS).take(one).at(120).answer(0, 200).answer(0, 500);

        assertThat(desk.said()).containsExactly("stop process", "stop process", "stop process", "contain device");
        assertThat(desk.outcomes).endsWith(Outcome.UNANSWERED);
    }

    @Test
    void whatWasDisprovedIsNotSentAgainAndNothingFollows() {
        Desks desk = silent(KILLS).take(one).at(10);
        one.state = Finding.State.RETRACTED;
        desk.take(one).answer(0, 500).at(600);

        assertThat(desk.said()).containsExactly("stop process", "cancel command");
    }

    @Test
    void theSwitchStopsWhatWouldGoOutAgainAndHoldsWhatWouldFollow() {
        Desks desk = silent(KILLS).take(one);
        desk.killSwitch(7, true);
        desk.at(600);

        assertThat(desk.commands).hasSize(1);
        assertThat(desk.held).singleElement().extracting(Waiting::gate).isEqualTo(Gate.KILL_SWITCH.name());
    }

    @Test
    void whatFollowsPassesTheGatesAndBrakes() {
        assertThat(held(KILLS, "{endpoint: ws1, group: ws, antivirus: none}")).isEqualTo(Gate.APPROVAL);
        assertThat(held("policies: [{mode: block, approval: required}]", Desks.RECORDS))
                .isEqualTo(Gate.APPROVAL);
        assertThat(held(KILLS + "budgets: [{per: endpoint, commands: 1, within: 1h}]", Desks.RECORDS))
                .isEqualTo(Gate.BUDGET);
        for (String never : List.of("antivirus: Other, block-mode: on", "antivirus: none, role: gateway")) {
            Desks desk = Desks.of(KILLS, "{endpoint: ws1, group: ws, automation: full, " + never + "}")
                    .silent()
                    .take(one)
                    .answer(0, 500);
            assertThat(desk.said()).as(never).containsExactly("stop process");
            assertThat(desk.held).isEmpty();
        }
    }

    private Gate held(String policy, String records) {
        Desks desk = Desks.of(policy, records).silent().take(one);
        desk.held.forEach(held -> desk.approve(held.commandId(), true));
        int before = desk.held.size();
        desk.answer(0, 500);
        assertThat(desk.said()).containsExactly("stop process");
        assertThat(desk.held).hasSize(before + 1);
        return Gate.valueOf(desk.held.get(before).gate());
    }

    @Test
    void aDomainControllerIsNeverIsolatedWhole() {
        Desks desk = Desks.of(
                        KILLS,
                        "{endpoint: ws1, group: core, antivirus: none, automation: full, role: domain-controller}")
                .silent()
                .take(one)
                .answer(0, 500);

        JsonNode order = Desks.payload(desk.commands.get(1)).at("/args/x-cordon");
        assertThat(order.has("isolation")).isFalse();
        assertThat(order.path("ports")).isNotEmpty();
    }

    @Test
    void whatIsIsolatedAlreadyIsNotIsolatedAgain() {
        Desks desk =
                silent("policies: [{mode: block, response: [kill, isolate]}]").take(one);
        assertThat(desk.said()).containsExactlyInAnyOrder("stop process", "contain device");
        desk.answer(0, 500).answer(1, 200).at(600);

        assertThat(desk.commands).hasSize(2);
    }

    @Test
    void aPolicyThatNoLongerBlocksEscalatesNothing() {
        Desks desk = silent(KILLS).take(one);
        desk.policy("policies: [{mode: audit}]");
        desk.answer(0, 500);

        assertThat(desk.commands).hasSize(1);
    }

    @Test
    void whatIsReadBackIsWaitedForAndSendingsThatTheStateDoesNotKnowCount() {
        Desks before = silent(KILLS).take(one).at(34);
        Desks restored = silent(KILLS).at(34);
        restored.readBack(before.commands.get(0), 2);
        restored.readBack(before.commands.get(1), 33);
        restored.readBack(before.commands.get(1), 33);
        restored.take(one).at(110);

        assertThat(restored.said())
                .as("the third sending, and what follows")
                .containsExactly("stop process", "contain device");
    }

    @Test
    void whoeverBeginsAnewFirstHearsWhatWasAnsweredMeanwhile() {
        Desks desk = silent(KILLS).take(one).at(70);
        assertThat(desk.commands).hasSize(3);

        desk.anew(KILLS).at(98);
        assertThat(desk.commands).as("not given up yet").hasSize(3);
        desk.at(103);
        assertThat(desk.said()).endsWith("contain device");
    }

    @Test
    void whatIsReadBackIsNotWaitedForWhenItWasCalledOff() {
        Desks before = silent(ISOLATES).take(one);
        one.state = Finding.State.RETRACTED;
        before.take(one);
        Desks restored = silent(ISOLATES);
        before.commands.forEach(restored::readBack);

        assertThat(restored.at(600).commands).isEmpty();
    }

    @Test
    void inWhateverOrderAnswersAndTimeComeEachOrderGoesOutAtMostThreeTimesAndIsEscalatedAtMostOnce() {
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            Desks desk = silent(KILLS + "respond: {within: 10s, sends: 3}");
            List<Integer> statuses = List.of(102, 200, 404, 403, 500, 503);
            for (int step = 0, seconds = 2; step < 40; step++) {
                one.finding = "f" + random.nextInt(3);
                one.target = Cases.target(4242 + one.finding.charAt(1), "C:\\a.exe");
                desk.take(one);
                Outgoing any = desk.commands.get(random.nextInt(desk.commands.size()));
                String from = random.nextInt(5) == 0 ? "ws2" : "ws1";
                desk.answer(from, any.commandId(), statuses.get(random.nextInt(statuses.size())), "");
                seconds += random.nextInt(8);
                desk.at(seconds);
            }
            desk.atTheEnd();

            for (Outgoing command : desk.commands) {
                List<Outgoing> same = new ArrayList<>(desk.commands);
                same.removeIf(other -> !other.commandId().equals(command.commandId()));
                assertThat(same).as("seed " + seed).hasSizeLessThanOrEqualTo(3).containsOnly(command);
            }
            assertThat(desk.commands.stream()
                            .map(Outgoing::commandId)
                            .distinct()
                            .count())
                    .as("three kills and one isolation of the endpoint; seed " + seed)
                    .isLessThanOrEqualTo(4);
            assertThat(desk.remembered()).as("seed " + seed).isZero();
        }
    }

    private static Desks silent(String policy) {
        return new Desks(policy).silent();
    }
}
