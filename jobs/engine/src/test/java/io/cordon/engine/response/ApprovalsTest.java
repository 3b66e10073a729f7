package io.cordon.engine.response;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.finding.Finding;
import io.cordon.engine.response.Decision.Gate;
import io.cordon.engine.response.DeskStore.Waiting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A person's yes lifts the gate that held an order, and no other. */
class ApprovalsTest {
    private static final String ISOLATES = "policies: [{mode: block, response: isolate, duration: 4h}]\n";
    private static final String NONE_LEFT = "budgets: [{per: fleet, commands: 0, within: 1h}]";
    private static final String WITH = "{endpoint: ws1, group: ws, ";

    private final Cases one = new Cases();

    @ParameterizedTest(name = "{2}")
    @CsvSource(delimiter = '|', textBlock = """
                    policies: [{mode: audit}]                         | automation: full, antivirus: none                        | MODE
                    policies: [{mode: block, response: suspend}]      | automation: full, antivirus: none                        | NO_ACTION
                    policies: [{mode: block, response: isolate}]      | automation: full, antivirus: none, role: gateway         | PROTECTED
                    policies: [{mode: block, response: isolate}]      | automation: full, antivirus: Other, block-mode: on       | CAPABILITY
                    policies: [{mode: block, response: isolate}]      | automation: none, antivirus: none                        | APPROVAL
                    policies: [{mode: block, response: isolate}]      | automation: full, antivirus: none, role: domain-controller | APPROVAL
                    """)
    void whatWouldNotBeOrderedNowIsRefusedForGoodThoughAPersonSaysYes(String policy, String record, Gate gate) {
        Desks desk = new Desks(ISOLATES + NONE_LEFT).take(one).at(3_600);
        String id = desk.held.get(0).commandId();
        desk.push(policy, WITH + record + "}");

        assertThat(desk.approve(id, true)).isTrue();
        assertThat(desk.commands).isEmpty();
        assertThat(desk.desired).isEmpty();
        assertThat(desk.refused).singleElement().satisfies(refused -> {
            assertThat(refused.gate()).isEqualTo(gate.name());
            assertThat(refused.why()).startsWith("refused, though approved by ann: ");
        });
        desk.push(ISOLATES, Desks.RECORDS);
        assertThat(desk.approve(id, true)).as("for good").isFalse();
        desk.take(one);
        assertThat(desk.commands).isEmpty();
        assertThat(desk.atTheEnd().remembered()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    C:\\Users\\**        | EXCLUDED
                    signer: Contoso*      | EXCLUDED
                    """)
    void whatWasSparedMeanwhileOrMayBeIsRefused(String what, Gate gate) {
        Desks desk = new Desks(ISOLATES + NONE_LEFT).take(one);
        String exclusion = what.startsWith("signer") ? what : "path: '" + what + "'";
        desk.push(ISOLATES + "exclusions: [{" + exclusion + ", owner: ann, reason: r, expires: 2027-01-31}]");
        desk.approve(desk.held.get(0).commandId(), true);

        assertThat(desk.commands).isEmpty();
        assertThat(desk.refused).extracting(Waiting::gate).containsExactly(gate.name());
    }

    @Test
    void whatLastsShorterByNowLastsShorter() {
        Desks desk = new Desks(ISOLATES + NONE_LEFT).take(one).at(60);
        desk.push("policies: [{mode: block, response: isolate, duration: 1h}]");
        desk.approve(desk.held.get(0).commandId(), true);

        assertThat(desk.commands).extracting(Outgoing::stopMillis).containsExactly(desk.now() + 3_600_000);
    }

    @Test
    void aYesIsAlsoTheOneThatPolicyWantsByNow() {
        Desks desk = new Desks(ISOLATES + NONE_LEFT).take(one).at(7_200);
        desk.push("policies: [{mode: block, response: isolate, approval: required}]");
        desk.approve(desk.held.get(0).commandId(), true);

        assertThat(desk.said()).containsExactly("contain device");
    }

    @Test
    void whatFollowsAFailedKillIsJudgedAnewByWhatPolicyHasFollow() {
        String kills = "policies: [{mode: block}]\nbudgets: [{per: fleet, commands: 1, within: 1h}]\n";
        Desks desk = new Desks(kills).silent().take(one).answer(0, 500);
        String id = desk.held.get(0).commandId();
        desk.push(kills + "respond: {escalate: none}");
        desk.approve(id, true);
        assertThat(desk.said()).containsExactly("stop process");

        Desks other = new Desks(kills).silent().take(one).answer(0, 500);
        other.approve(id, true);
        assertThat(other.said()).containsExactly("stop process", "contain device");
    }

    @Test
    void whatNamesNoProcessIsJudgedAnewToo() {
        one.target = null;
        Desks desk = new Desks(ISOLATES + NONE_LEFT).take(one);
        desk.approve(desk.held.get(0).commandId(), true);

        assertThat(desk.said()).containsExactly("contain device");
    }

    @Test
    void aYesWhileTheSwitchIsOnWaitsUntilItIsOff() {
        Desks desk = new Desks(ISOLATES + NONE_LEFT).take(one);
        String id = desk.held.get(0).commandId();
        desk.killSwitch(7, true);
        desk.approve(id, true);
        assertThat(desk.at(60).commands).isEmpty();
        assertThat(desk.held.get(1).why()).isEqualTo("approved by ann, it goes out when the kill switch is off");

        desk.killSwitch(8, false);
        assertThat(desk.at(62).commands).extracting(Outgoing::commandId).containsExactly(id);
        assertThat(desk.atTheEnd().remembered()).isZero();
    }

    @Test
    void aYesWhileTheSwitchIsOnWaitsUntilItEndsByItselfAlsoWhenThatIsLater() {
        Desks desk = new Desks(ISOLATES + NONE_LEFT).take(one);
        desk.killSwitchFor(7, 60);
        desk.approve(desk.held.get(0).commandId(), true);
        desk.killSwitchFor(8, 600);
        assertThat(desk.at(300).commands).isEmpty();

        assertThat(desk.at(605).commands).hasSize(1);
    }

    @Test
    void aYesWhileTheSwitchIsOnIsWorthNothingOnceItsFindingIsDisprovedOrItIsTooLate() {
        Desks desk = new Desks(ISOLATES + NONE_LEFT).take(one);
        desk.killSwitch(7, true);
        desk.approve(desk.held.get(0).commandId(), true);
        one.state = Finding.State.RETRACTED;
        desk.take(one).killSwitch(8, false);
        assertThat(desk.at(60).commands).isEmpty();

        Cases other = new Cases();
        Desks late = new Desks(ISOLATES + NONE_LEFT).take(other);
        late.killSwitch(7, true);
        late.approve(late.held.get(0).commandId(), true);
        late.at(25 * 3_600).killSwitch(8, false);
        assertThat(late.at(26 * 3_600).commands).isEmpty();
        assertThat(late.atTheEnd().remembered()).isZero();
    }
}
