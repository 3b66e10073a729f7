package io.cordon.engine.response;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cordon.engine.finding.Finding;
import io.cordon.engine.finding.Target;
import io.cordon.engine.response.Decision.Gate;
import io.cordon.engine.response.Decision.Withheld;
import io.cordon.engine.response.DeskStore.Waiting;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What goes out when, what is taken back, and what a person and a switch change. */
class DeskTest {
    private static final String KILLS = "policies: [{mode: block}]\n";
    private static final String ISOLATES = "policies: [{mode: block, response: isolate, duration: 1h}]\n";

    private final Cases one = new Cases();

    @Test
    void whatCannotBeDisprovedKillsAtOnce() {
        assertThat(new Desks(KILLS).take(one).said()).containsExactly("stop process");
    }

    @Test
    void whatCanBeDisprovedIsSuspendedAtOnceAndKilledWhenTheDelayHasPassed() {
        one.disprovable = true;
        Desks desk = new Desks(KILLS).take(one);
        assertThat(desk.said()).containsExactly("contain process");

        desk.at(30);
        assertThat(desk.said()).containsExactly("contain process");
        desk.at(33);
        assertThat(desk.said()).containsExactly("contain process", "stop process");
    }

    @Test
    void aRetractionResumesWhatWasSuspendedAndNothingIsKilled() {
        one.disprovable = true;
        Desks desk = new Desks(KILLS).take(one).at(20);
        one.state = Finding.State.RETRACTED;
        desk.take(one).atTheEnd();

        assertThat(desk.said()).containsExactly("contain process", "cancel command", "allow process");
        JsonNode cancel = Desks.payload(desk.commands.get(1));
        assertThat(cancel.at("/target/command").asText())
                .isEqualTo(desk.commands.get(0).commandId());
        JsonNode resume = Desks.payload(desk.commands.get(2));
        assertThat(resume.at("/target/process/pid").asInt()).isEqualTo(4242);
        assertThat(resume.at("/args/x-cordon/entity").asText()).isEqualTo("{e-1}");
    }

    @Test
    void aRetractionCancelsAKillAndReleasesNothingThatWasDone() {
        Desks desk = new Desks(ISOLATES).take(one);
        one.state = Finding.State.RETRACTED;
        desk.take(one).take(one);

        assertThat(desk.said())
                .as("not released: who owns a host owns its clock")
                .containsExactly("contain device", "cancel command");
        assertThat(entries(desk))
                .as("an agent ends what a document names no more")
                .hasSize(1);
        desk.at(3_602);
        assertThat(entries(desk)).as("in its time").isEmpty();
    }

    @Test
    void whatWasDisprovedStaysInEachLaterDesiredStateAndWhatWantsItAgainOrdersItAnew() {
        Desks desk = new Desks("policies: [{mode: block, response: isolate}]").take(one);
        one.state = Finding.State.RETRACTED;
        desk.take(one).policy("policies: [{mode: block, response: [isolate, suspend]}]");
        find("f2", 7_200);
        one.state = Finding.State.CONFIRMED;
        desk.at(7_201).take(one);

        assertThat(desk.said())
                .as("nobody may have begun what was cancelled")
                .containsExactly("contain device", "cancel command", "contain process", "contain device");
        assertThat(entries(desk)).hasSize(2);
    }

    @Test
    void whatOneFindingOrderedAndTheLastOneThatWantedItGivesUpIsCancelledAndResumed() {
        Desks desk = new Desks("policies: [{mode: block, response: suspend}]").take(one);
        one.finding = "f2";
        desk.take(one);
        one.finding = "f1";
        one.state = Finding.State.RETRACTED;
        desk.take(one);
        assertThat(desk.said()).containsExactly("contain process");
        one.finding = "f2";
        desk.take(one);

        assertThat(desk.said()).containsExactly("contain process", "cancel command", "allow process");
        assertThat(entries(desk)).isEmpty();
    }

    @Test
    void whatWasTakenBackBeforeARestoreWithoutStateIsNotTakenForWanted() {
        Desks before = new Desks(ISOLATES).take(one);
        one.state = Finding.State.RETRACTED;
        before.take(one);
        Desks restored = new Desks(ISOLATES);
        before.commands.forEach(restored::readBack);
        assertThat(entries(restored)).hasSize(1);
        find("f2", 60);
        one.state = Finding.State.CONFIRMED;
        restored.at(61).take(one);

        assertThat(restored.commands).isEmpty();
        assertThat(restored.held).extracting(Waiting::gate).containsExactly(Gate.TAKEN_BACK.name());
    }

    @Test
    void whatWasTakenBackIsNotDoneAgainByItselfForAWhile() {
        Desks desk = new Desks(KILLS).take(one);
        one.state = Finding.State.RETRACTED;
        desk.take(one);
        one.state = Finding.State.CONFIRMED;
        one.finding = "f2";
        desk.take(one);

        assertThat(desk.held).singleElement().extracting(Waiting::gate).isEqualTo(Gate.TAKEN_BACK.name());
    }

    @Test
    void aFindingReadAgainOrInANewVersionOrdersNothingAgain() {
        Desks desk = new Desks(KILLS).take(one).take(one);
        one.version = 2;
        desk.at(60).take(one);

        assertThat(desk.commands).hasSize(1);
        assertThat(desk.withheld).extracting(Withheld::gate).containsOnly(Gate.ALREADY_ORDERED);
    }

    @Test
    void newEvidenceRenewsALeaseUnderItsIdAndOnlyWhereThatIsWorthIt() {
        Desks desk = new Desks(ISOLATES).take(one);
        find("f2", 600);
        desk.at(601).take(one);
        assertThat(desk.commands).as("ten minutes more are not worth a command").hasSize(1);
        find("f3", 1_800);
        desk.at(1_801).take(one);

        assertThat(desk.said()).containsExactly("contain device", "contain device");
        assertThat(lease(desk.commands.get(1))).isEqualTo(lease(desk.commands.get(0)));
        assertThat(desk.commands.get(1).commandId())
                .isNotEqualTo(desk.commands.get(0).commandId());
        assertThat(desk.commands.get(1).stopMillis())
                .isEqualTo(desk.commands.get(0).stopMillis() + 1_800_000);
        assertThat(entries(desk)).hasSize(1);
    }

    @Test
    void newEvidenceOfTheSameFindingRenewsItsLeaseLikeAnothers() {
        Desks desk = new Desks(ISOLATES).take(one);
        find("f1", 600);
        desk.at(601).take(one);
        assertThat(desk.commands).as("ten minutes more are not worth a command").hasSize(1);
        find("f1", 1_800);
        desk.at(1_801).take(one).take(one);

        assertThat(desk.said()).containsExactly("contain device", "contain device");
        assertThat(lease(desk.commands.get(1))).isEqualTo(lease(desk.commands.get(0)));
        assertThat(Desks.payload(desk.commands.get(1)).path("command_id").asText())
                .isEqualTo(desk.commands.get(1).commandId())
                .isNotEqualTo(desk.commands.get(0).commandId());
        assertThat(desk.commands.get(1).stopMillis())
                .isEqualTo(desk.commands.get(0).stopMillis() + 1_800_000);
        one.state = Finding.State.RETRACTED;
        desk.take(one);
        assertThat(desk.said()).endsWith("cancel command", "cancel command");
        one.state = Finding.State.CONFIRMED;
        find("f1", 4_800);
        desk.at(4_801).take(one);
        assertThat(desk.commands).as("nothing of what was disproved is renewed").hasSize(4);
        assertThat(desk.atTheEnd().remembered()).isZero();
    }

    @Test
    void newEvidenceThatWaitsForAPersonAsksOnceForEachRenewal() {
        Desks desk =
                new Desks("policies: [{mode: block, response: isolate, duration: 1h, approval: required}]").take(one);
        desk.at(10).approve(desk.held.get(0).commandId(), true);
        for (int version = 2; version < 9; version++) {
            find("f1", 600L * version);
            desk.at(600L * version + 1).take(one);
            if (version == 5) {
                assertThat(desk.held).hasSize(2);
                desk.approve(desk.held.get(1).commandId(), true);
            }
        }

        assertThat(desk.said()).containsExactly("contain device", "contain device");
        assertThat(desk.held).hasSize(3);
    }

    @Test
    void whatAPersonRefusedIsNotRenewed() {
        Desks desk =
                new Desks("policies: [{mode: block, response: isolate, duration: 1h, approval: required}]").take(one);
        desk.approve(desk.held.get(0).commandId(), false);
        find("f1", 1_800);
        desk.at(1_801).take(one);

        assertThat(desk.held).hasSize(1);
    }

    @Test
    void aLeaseStandsAsLongAsOneFindingWantsIt() {
        Desks desk = new Desks(ISOLATES).take(one);
        find("f2", 600);
        desk.at(601).take(one);
        find("f1", 0);
        one.state = Finding.State.RETRACTED;
        desk.take(one);
        assertThat(desk.said()).containsExactly("contain device");
        assertThat(entries(desk)).hasSize(1);

        one.finding = "f2";
        desk.take(one);
        assertThat(desk.said()).containsExactly("contain device", "cancel command");
        assertThat(entries(desk)).as("to its end").hasSize(1);
        desk.at(3_602);
        assertThat(entries(desk)).isEmpty();
    }

    @Test
    void aLeaseEndsByItself() {
        Desks desk = new Desks(ISOLATES).take(one).at(3_599);
        assertThat(entries(desk)).hasSize(1);

        desk.at(3_602);
        assertThat(entries(desk)).isEmpty();
        assertThat(desk.commands).as("agents know when it ends").hasSize(1);
    }

    @Test
    void desiredStateIsWholeAndItsVersionRises() {
        Desks desk = new Desks("policies: [{mode: block, response: [isolate, suspend]}]").take(one);

        assertThat(desk.desired).hasSize(2);
        assertThat(desk.desired.get(1).version())
                .isGreaterThan(desk.desired.get(0).version());
        JsonNode state = OrderText.read(desk.desired.get(1).payload());
        assertThat(state.path("tenant").asText()).isEqualTo("acme");
        assertThat(state.path("endpoint").asText()).isEqualTo("ws1");
        assertThat(state.path("version").longValue())
                .isEqualTo(desk.desired.get(1).version());
        assertThat(state.path("stop_time").longValue())
                .isEqualTo(desk.desired.get(1).stopMillis());
        assertThat(entries(desk)).allSatisfy(entry -> {
            assertThat(entry.path("lease").asText()).isNotEmpty();
            assertThat(entry.path("action").asText()).isEqualTo("contain");
            assertThat(entry.at("/args/stop_time").longValue()).isPositive();
        });
    }

    @Test
    void sequenceNumbersRiseOnAnEndpoint() {
        Desks desk = new Desks("policies: [{mode: block, response: [isolate, suspend, kill]}]").take(one);

        List<Long> sequence = desk.commands.stream()
                .map(command ->
                        Desks.payload(command).at("/args/x-cordon/sequence").longValue())
                .toList();
        assertThat(sequence).hasSize(3).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void whatIsHeldGoesOutWhenAPersonSaysSoWithTimesOfThen() {
        Desks desk =
                new Desks("policies: [{mode: block, response: isolate, duration: 1h, approval: required}]").take(one);
        String id = desk.held.get(0).commandId();
        assertThat(desk.commands).isEmpty();
        desk.at(7_200);

        assertThat(desk.approve(id, true)).isTrue();
        assertThat(desk.approve(id, true)).as("once").isFalse();
        Outgoing command = desk.commands.get(0);
        assertThat(command.commandId()).isEqualTo(id);
        assertThat(command.startMillis()).isEqualTo(desk.now());
        assertThat(command.stopMillis()).isEqualTo(desk.now() + 3_600_000);
        assertThat(Desks.payload(command).at("/args/start_time").longValue()).isEqualTo(desk.now());
        assertThat(Desks.payload(command).at("/args/x-cordon/why/gate").asText())
                .startsWith("approved by ann");
    }

    @Test
    void whatAPersonRefusedOrNobodyApprovedInTimeNeverGoesOut() {
        Desks desk = new Desks("policies: [{mode: block, approval: required}]").take(one);
        String id = desk.held.get(0).commandId();
        desk.approve(id, false);
        one.version = 2;
        desk.take(one);
        assertThat(desk.approve(id, true)).isFalse();
        one.finding = "f2";
        desk.take(one);
        String second = desk.held.get(1).commandId();
        desk.at(24 * 3_600 + 3);

        assertThat(desk.held).hasSize(2);
        assertThat(desk.approve(second, true)).isFalse();
        assertThat(desk.commands).isEmpty();
    }

    @Test
    void aRetractionDropsWhatWaits() {
        Desks desk = new Desks("policies: [{mode: block, approval: required}]").take(one);
        one.state = Finding.State.RETRACTED;
        desk.take(one);

        assertThat(desk.approve(desk.held.get(0).commandId(), true)).isFalse();
        assertThat(desk.commands).isEmpty();
    }

    @Test
    void theSwitchStopsWhatContainsAndNothingThatTakesBack() {
        one.disprovable = true;
        Desks desk = new Desks(KILLS).take(one);
        assertThat(desk.killSwitch(7, true)).isTrue();
        desk.at(60);
        Cases other = new Cases();
        other.finding = "f2";
        desk.take(other);
        assertThat(desk.said()).containsExactly("contain process");
        assertThat(desk.held)
                .as("the kill that was due, and the other's")
                .hasSize(2)
                .extracting(Waiting::gate)
                .containsOnly(Gate.KILL_SWITCH.name());
        desk.approve(desk.held.get(0).commandId(), true);
        assertThat(desk.at(70).said())
                .as("nobody approves what the switch stops")
                .hasSize(1);

        one.state = Finding.State.RETRACTED;
        desk.take(one);
        assertThat(desk.said()).containsExactly("contain process", "cancel command", "allow process");
    }

    @Test
    void anOldEpochOfTheSwitchChangesNothing() {
        Desks desk = new Desks(KILLS);
        desk.killSwitch(7, true);

        assertThat(desk.killSwitch(7, false)).isFalse();
        assertThat(desk.killSwitch(6, false)).isFalse();
        assertThat(desk.take(one).commands).isEmpty();
        assertThat(desk.killSwitch(8, false)).isTrue();
        one.finding = "f2";
        assertThat(desk.take(one).commands).hasSize(1);
    }

    @Test
    void theSwitchEndsByItself() {
        Desks desk = new Desks(KILLS);
        desk.killSwitchFor(7, 60);
        assertThat(desk.take(one).commands).isEmpty();
        desk.at(63);
        one.finding = "f2";
        assertThat(desk.take(one).commands).hasSize(1);
    }

    @Test
    void whatIsTakenBackAnewAfterARestoreIsTheSameToTheByte() {
        List<List<Outgoing>> takenBack = new ArrayList<>();
        for (long delay : new long[] {20, 100}) {
            Cases found = new Cases();
            Desks desk = new Desks("policies: [{mode: block, response: suspend}]").take(found);
            found.state = Finding.State.RETRACTED;
            desk.at(delay).take(found);
            takenBack.add(desk.commands);
        }
        assertThat(takenBack.get(0)).hasSize(3).isEqualTo(takenBack.get(1));
        assertThat(takenBack.get(0).stream().map(DeskTest::sequence).toList())
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void whatIsOutOfTakingBackIsNotSentAgainAfterARestore() {
        Desks before = new Desks("policies: [{mode: block, response: suspend}]").take(one);
        one.state = Finding.State.RETRACTED;
        before.take(one);
        Desks restored = new Desks("policies: [{mode: block, response: suspend}]");
        before.commands.forEach(restored::readBack);
        restored.take(one);

        assertThat(restored.commands).isEmpty();
    }

    @Test
    void whatIsReadBackThoughItIsKnownEndsNothingThatWasOrderedSince() {
        Desks desk = new Desks("policies: [{mode: block, response: suspend}]").take(one);
        one.state = Finding.State.RETRACTED;
        desk.take(one);
        one.state = Finding.State.CONFIRMED;
        one.finding = "f2";
        desk.take(one).approve(desk.held.get(0).commandId(), true);
        assertThat(entries(desk)).hasSize(1);
        List.copyOf(desk.commands).forEach(desk::readBack);
        one.finding = "f3";
        one.state = Finding.State.RETRACTED;
        desk.take(one);

        assertThat(desk.commands).hasSize(4);
        assertThat(entries(desk)).hasSize(1);
    }

    @Test
    void whatResumesComesAfterEveryRenewalThoughAnHourWasIdle() {
        Desks desk = new Desks("policies: [{mode: block, response: suspend, duration: 8h}]").take(one);
        find("f2", 7_400);
        desk.at(7_401).take(one);
        for (String finding : List.of("f2", "f1")) {
            one.finding = finding;
            one.state = Finding.State.RETRACTED;
            desk.at(20_000).take(one);
        }

        assertThat(desk.said())
                .containsExactly("contain process", "contain process", "cancel command", "allow process");
        assertThat(desk.commands.stream().map(DeskTest::sequence).toList()).isSorted();
    }

    @Test
    void whatIsOutAlreadyTakesItsIdAndItsLeaseAfterARestore() {
        Desks before = new Desks(ISOLATES).take(one);
        Desks restored = new Desks(ISOLATES);
        restored.readBack(before.commands.get(0));
        restored.take(one);
        assertThat(restored.commands).isEmpty();

        one.state = Finding.State.RETRACTED;
        restored.take(one);
        assertThat(restored.said()).containsExactly("cancel command");
        assertThat(Desks.payload(restored.commands.get(0))
                        .at("/args/x-cordon/sequence")
                        .longValue())
                .isGreaterThan(Desks.payload(before.commands.get(0))
                        .at("/args/x-cordon/sequence")
                        .longValue());
    }

    @Test
    void anIsolationPortByPortIsReadBackAsWhatItWas() {
        String selects = "policies: [{mode: block, response: isolate-selective}]";
        String records = "{endpoint: ws1, group: core, antivirus: none, automation: full, role: domain-controller}";
        Desks before = Desks.of(selects, records).take(one);
        Desks restored = Desks.of(selects, records);
        restored.readBack(before.commands.get(0));
        one.state = Finding.State.RETRACTED;
        restored.take(one);
        one.state = Finding.State.CONFIRMED;
        one.finding = "f2";
        restored.take(one);

        assertThat(restored.said()).containsExactly("cancel command");
        assertThat(restored.held).extracting(Waiting::gate).containsExactly(Gate.TAKEN_BACK.name());
    }

    @Test
    void allOfItEnds() {
        Desks desk = new Desks("policies: [{mode: block, response: [isolate, kill, contain-user]}]\n"
                + "budgets: [{per: fleet, commands: 3, within: 1h}, {per: rule, commands: 9, within: 1d}]");
        for (int i = 0; i < 5; i++) {
            find("f" + i, i);
            one.disprovable = i % 2 == 0;
            desk.take(one);
        }
        one.state = Finding.State.RETRACTED;
        desk.take(one);
        desk.approve(desk.held.get(0).commandId(), false);
        assertThat(desk.remembered()).isPositive();

        assertThat(desk.atTheEnd().remembered()).isZero();
    }

    private void find(String finding, long seconds) {
        one.finding = finding;
        one.time = Cases.EVIDENCE + seconds * Cases.SECOND;
        one.appendTime = one.time;
        one.reporters = Set.of("ws1");
        one.target = new Target("ws1", "{e-1}", 4242, Cases.EVIDENCE, "C:\\a.exe", "a", "CORP\\ann", null);
    }

    private static long sequence(Outgoing command) {
        return Desks.payload(command).at("/args/x-cordon/sequence").longValue();
    }

    private static String lease(Outgoing command) {
        return Desks.payload(command).at("/args/x-cordon/lease").asText();
    }

    private static List<JsonNode> entries(Desks desk) {
        List<JsonNode> entries = new ArrayList<>();
        OrderText.read(desk.desired.get(desk.desired.size() - 1).payload())
                .path("entries")
                .forEach(entries::add);
        return entries;
    }
}
