package io.cordon.engine.response;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.response.Decision.Gate;
import io.cordon.engine.response.DeskStore.Waiting;
import org.junit.jupiter.api.Test;

/** A rule is measured against its own past, in which no surge is anything to go by. */
class BreakerTest {
    private static final String KILLS = "policies: [{mode: block}]\nspread: 100000\nfreshness: {kill: 1d}\n";
    private static final long HOUR = 3_600;
    private static final int AT_LEAST = 30;
    private static final int TIMES = 10;

    private int findings;

    @Test
    void aSurgeThatLastsNeverBecomesItsOwnPast() {
        Desks desk = new Desks(KILLS);
        for (long hour = 1; hour <= 6; hour++) {
            desk.at(hour * HOUR);
            flood(desk, 400, hour * HOUR);
        }

        assertThat(desk.commands).hasSize(6 * AT_LEAST);
        assertThat(desk.held).extracting(Waiting::gate).containsOnly(Gate.BREAKER.name());
    }

    @Test
    void anHourWithinTheLimitIsAPastToGoByBesideASurge() {
        Desks desk = new Desks(KILLS).at(HOUR);
        flood(desk, 20, HOUR);
        flood(desk.at(2 * HOUR), 300, 2 * HOUR);
        flood(desk.at(3 * HOUR), 300, 3 * HOUR);

        assertThat(desk.commands).hasSize(20 + 2 * 20 * TIMES);
    }

    @Test
    void whatHappenedWithinAnHourIsOneSurgeHoweverSlowlyItIsRead() {
        Desks desk = new Desks(KILLS);
        for (long hour = 1; hour <= 10; hour++) {
            desk.at(hour * HOUR);
            flood(desk, AT_LEAST, 1);
        }

        assertThat(desk.commands).hasSize(AT_LEAST);
    }

    @Test
    void aPastIsForgottenAfterAWeek() {
        Desks desk = new Desks(KILLS).at(HOUR);
        flood(desk, AT_LEAST, HOUR);
        desk.at(HOUR * (1 + 7 * 24 + 1));
        flood(desk, 300, HOUR * (1 + 7 * 24 + 1));

        assertThat(desk.commands).hasSize(2 * AT_LEAST);
        assertThat(desk.atTheEnd().remembered()).isZero();
    }

    @Test
    void whatIsReadBackAfterARestoreWasWanted() {
        Desks before = new Desks(KILLS).at(HOUR);
        flood(before, AT_LEAST, HOUR);
        Desks restored = new Desks(KILLS).at(HOUR + 60);
        before.commands.forEach(command -> restored.readBack(command, HOUR));
        flood(restored, 1, HOUR + 60);

        assertThat(restored.commands).isEmpty();
        assertThat(restored.held).extracting(Waiting::gate).containsExactly(Gate.BREAKER.name());
    }

    private void flood(Desks desk, int wanted, long seconds) {
        for (int i = 0; i < wanted; i++) {
            desk.take(Cases.of("f" + findings++, "rule-1", "ws" + i, seconds));
        }
    }
}
