package io.cordon.engine.response;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.finding.Finding;
import io.cordon.engine.finding.Target;
import io.cordon.engine.response.Decision.Gate;
import io.cordon.engine.response.Decision.Withheld;
import io.cordon.engine.response.DeskStore.Waiting;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A kill that waited for what would disprove its finding is an order like any other by then. */
class SettledTest {
    private static final String KILLS = "policies: [{mode: block}]\n";

    private final Cases one = new Cases();

    @BeforeEach
    void canBeDisproved() {
        one.disprovable = true;
    }

    @Test
    void whatABudgetHoldsIsNeitherSuspendedNorKilledWhenTheDelayHasPassed() {
        Desks desk = new Desks(KILLS + "budgets: [{per: fleet, commands: 0, within: 1h}]")
                .take(one)
                .at(60);

        assertThat(desk.commands).isEmpty();
        assertThat(desk.held).hasSize(2).extracting(Waiting::gate).containsOnly(Gate.BUDGET.name());
    }

    @Test
    void aKillCountsBesideTheSuspensionBeforeIt() {
        Desks desk = new Desks(KILLS + "budgets: [{per: fleet, commands: 3, within: 1h}]")
                .take(one)
                .at(60);
        assertThat(desk.said()).containsExactly("contain process", "stop process");
        Cases other = new Cases();
        other.finding = "f2";
        other.disprovable = true;
        other.target = new Target("ws1", "{e-2}", 4243, Cases.EVIDENCE, "C:\\b.exe", "b", "CORP\\ann", null);
        desk.take(other).at(120);

        assertThat(desk.said()).containsExactly("contain process", "stop process", "contain process");
        assertThat(desk.held).extracting(Waiting::gate).containsExactly(Gate.BUDGET.name());
    }

    @Test
    void theTenthEndpointsKillWaitsLikeItsSuspension() {
        Desks desk = new Desks(KILLS + "spread: 1").take(one).at(60);

        assertThat(desk.commands).isEmpty();
        assertThat(desk.held).hasSize(2).extracting(Waiting::gate).containsOnly(Gate.SPREAD.name());
    }

    @Test
    void whatWasTakenBackBeforeItWasKilledIsNotKilledForAnotherFinding() {
        Desks desk = new Desks(KILLS).take(one).at(10);
        one.state = Finding.State.RETRACTED;
        desk.take(one);
        one.state = Finding.State.CONFIRMED;
        one.finding = "f2";
        desk.take(one).at(60);

        assertThat(desk.said()).containsExactly("contain process", "cancel command", "allow process");
        assertThat(desk.held).hasSize(2).extracting(Waiting::gate).containsOnly(Gate.TAKEN_BACK.name());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "policies: [{mode: audit}]",
                "policies: [{mode: block, response: suspend}]",
                "policies: [{mode: block}]\nversions: {rule-1: hash-2}",
                "policies: [{mode: block}]\nexclusions: [{path: 'C:\\Users\\**', owner: ann, reason: r, expires: 2027-01-31}]"
            })
    void whatPolicyDoesNotWantByThenIsNotKilled(String policy) {
        Desks desk = new Desks(KILLS).take(one).at(10).push(policy).at(60);

        assertThat(desk.said()).containsExactly("contain process");
        assertThat(desk.withheld).hasSize(1);
        assertThat(desk.atTheEnd().remembered()).isZero();
    }

    @Test
    void whatPolicyWantsAPersonsYesForByThenWaitsForIt() {
        Desks desk = new Desks(KILLS)
                .take(one)
                .at(10)
                .push("policies: [{mode: block, approval: required}]")
                .at(60);

        assertThat(desk.said()).containsExactly("contain process");
        assertThat(desk.held).extracting(Waiting::gate).containsExactly(Gate.APPROVAL.name());
        assertThat(desk.approve(desk.held.get(0).commandId(), true)).isTrue();
        assertThat(desk.said()).containsExactly("contain process", "stop process");
    }

    @Test
    void aSuspensionThatWaitedGoesOutWhenAPersonSaysSo() {
        Desks desk = new Desks(KILLS + "budgets: [{per: fleet, commands: 0, within: 1h}]").take(one);
        desk.approve(desk.held.get(0).commandId(), true);

        assertThat(desk.said()).containsExactly("contain process");
        assertThat(desk.withheld).extracting(Withheld::gate).isEmpty();
    }
}
