package io.cordon.engine.response;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.finding.Finding;
import io.cordon.engine.finding.Target;
import io.cordon.engine.response.Decision.Gate;
import io.cordon.engine.response.Decision.Order;
import io.cordon.engine.response.Decision.Withheld;
import io.cordon.engine.rule.Rule;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What must never be ordered, gate by gate, and that the rest is. */
class ContainmentTest {
    private static final long NOW = Cases.EVIDENCE + 2 * Cases.SECOND;
    private static final long LIMIT = 300 * Cases.SECOND;

    private final Containment containment = new Containment(Containment.FRESHNESS, ProtectedProcesses.builtIn());
    private final Set<String> ordered = new HashSet<>();
    private final Cases one = new Cases();

    @Test
    void aFreshConfirmedFindingInBlockModeKillsItsTarget() {
        assertThat(decide(NOW)).isInstanceOf(Order.class);
    }

    @ParameterizedTest
    @EnumSource(value = Rule.Mode.class, mode = EnumSource.Mode.EXCLUDE, names = "BLOCK")
    void aRuleThatDoesNotBlockOrdersNothing(Rule.Mode mode) {
        one.mode = mode;
        assertWithheld(Gate.MODE, NOW);
    }

    @Test
    void aRuleThatWantsNothingContainedOrdersNothing() {
        one.wantsKill = false;
        assertWithheld(Gate.NO_ACTION, NOW);
    }

    @Test
    void whatMayStillBeDisprovedKillsNothing() {
        one.state = Finding.State.PROVISIONAL;
        assertWithheld(Gate.PROVISIONAL, NOW);
    }

    @Test
    void whatRestsOnAncestorsNeverSeenKillsNothing() {
        one.ancestryIncomplete = true;
        assertWithheld(Gate.PROVISIONAL, NOW);
    }

    @Test
    void whatWasDisprovedKillsNothing() {
        one.state = Finding.State.RETRACTED;
        assertWithheld(Gate.RETRACTED, NOW);
    }

    @Test
    void evidenceIsFreshUntilTheLimitAndNotAtIt() {
        assertThat(decide(Cases.EVIDENCE + LIMIT - 1)).isInstanceOf(Order.class);
        assertWithheld(Gate.STALE, Cases.EVIDENCE + LIMIT);
    }

    @Test
    void oldEventsThatKafkaTookJustNowAreOld() {
        one.time = NOW - Duration.ofDays(3).toNanos() / 1000; // a laptop back after three days
        one.appendTime = NOW;
        assertWithheld(Gate.STALE, NOW);
    }

    @Test
    void aClockThatRunsAheadMakesOldRecordsNoFresher() {
        one.time = NOW + LIMIT / 2;
        one.appendTime = NOW - LIMIT; // a lost offset, a new group, a backfill, a rule over the retained past
        assertWithheld(Gate.STALE, NOW);
    }

    @Test
    void timesFarAheadAreNotFreshForever() {
        one.time = NOW + 2 * LIMIT;
        one.appendTime = NOW + 2 * LIMIT;
        assertWithheld(Gate.STALE, NOW);
    }

    @Test
    void aTimeThatIsNotKnownIsOld() {
        one.appendTime = EndpointEvent.ABSENT;
        assertWithheld(Gate.STALE, NOW);
        one.appendTime = NOW;
        one.time = EndpointEvent.ABSENT;
        assertWithheld(Gate.STALE, NOW);
    }

    @Test
    void theLimitCanBeSet() {
        Containment strict = new Containment(Duration.ofSeconds(1), ProtectedProcesses.builtIn());
        assertThat(strict.decide(one.build(), NOW, ordered::contains)).isInstanceOf(Withheld.class);
    }

    @Test
    void aMissingOrAmbiguousTargetIsNotGuessedAndTheReasonIsKept() {
        one.target = null;
        assertThat(decide(NOW)).isEqualTo(new Withheld(Gate.TARGET, "which process is meant is not known"));
    }

    @Test
    void oneEndpointsEvidenceOrdersNothingOnAnother() {
        one.reporters = Set.of("ws2");
        assertWithheld(Gate.FOREIGN, NOW);
        one.reporters = Set.of("ws1", "ws2");
        assertThat(decide(NOW)).isInstanceOf(Order.class);
    }

    @Test
    void aProtectedProcessIsNotTouched() {
        one.target = Cases.target(700, "C:\\Windows\\System32\\lsass.exe");
        assertWithheld(Gate.PROTECTED, NOW);
    }

    @Test
    void aNewVersionOfAFindingNeverRepeatsACommand() {
        ordered.add(order(NOW).commandId());
        one.version = 2;
        one.appendTime += Cases.SECOND;
        assertWithheld(Gate.ALREADY_ORDERED, NOW);
    }

    @Test
    void theFirstGateThatHoldsAFindingBackIsNamed() {
        one.target = null;
        one.mode = Rule.Mode.AUDIT;
        assertWithheld(Gate.MODE, Cases.EVIDENCE + LIMIT);
        one.mode = Rule.Mode.BLOCK;
        assertWithheld(Gate.STALE, Cases.EVIDENCE + LIMIT);
        one.state = Finding.State.RETRACTED;
        one.mode = Rule.Mode.AUDIT;
        assertWithheld(Gate.RETRACTED, Cases.EVIDENCE + LIMIT);
    }

    @Test
    void idsFollowFromFindingAndTargetAndFitOpenC2() {
        String id = order(NOW).commandId();
        assertThat(id)
                .hasSizeLessThanOrEqualTo(36)
                .isEqualTo(order(NOW + Cases.SECOND).commandId());
        one.finding = "f2";
        assertThat(order(NOW).commandId()).isNotEqualTo(id);
        one.finding = "f1";
        one.target = new Target("ws1", "{e-2}", 4242, Cases.EVIDENCE, "C:\\a.exe", null, null, null);
        assertThat(order(NOW).commandId()).isNotEqualTo(id);
    }

    @Test
    void decidedAnewTheOrderIsTheSameToTheByte() {
        assertThat(order(NOW + 60 * Cases.SECOND)).isEqualTo(order(NOW));
    }

    private Decision decide(long now) {
        return containment.decide(one.build(), now, ordered::contains);
    }

    private Order order(long now) {
        Decision decision = decide(now);
        assertThat(decision).isInstanceOf(Order.class);
        return (Order) decision;
    }

    private void assertWithheld(Gate gate, long now) {
        assertThat(decide(now)).isInstanceOfSatisfying(Withheld.class, held -> {
            assertThat(held.gate()).isEqualTo(gate);
            assertThat(held.why()).isNotBlank();
        });
    }
}
