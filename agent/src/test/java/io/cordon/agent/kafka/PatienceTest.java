package io.cordon.agent.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** An isolation under which Kafka can't be reached is given up, in time and not before. */
class PatienceTest {
    private final Patience patience = new Patience(Duration.ofMinutes(10), 0);

    @Test
    void anIsolationIsGivenUpWhenNobodyWasReachedForTheWholeTime() {
        assertThat(isOver(true, 9, 9)).isFalse();
        assertThat(isOver(true, 10, 10)).isTrue();
    }

    @Test
    void itStandsAsLongAsSomebodyIsReached() {
        assertThat(isOver(true, 0, 60)).isFalse();
        assertThat(isOver(true, 9, 69)).isFalse();
        assertThat(isOver(true, 10, 70)).isTrue();
    }

    @Test
    void oneThatBeganWhileKafkaWasAwayHasItsFullTimeToo() {
        assertThat(isOver(false, 30, 30)).isFalse();
        assertThat(isOver(true, 31, 31)).isFalse();
        assertThat(isOver(true, 39, 39)).isFalse();
        assertThat(isOver(true, 40, 40)).isTrue();
    }

    @Test
    void whereNothingIsIsolatedNothingIsGivenUp() {
        assertThat(isOver(false, 600, 600)).isFalse();
    }

    private boolean isOver(boolean isolated, int silentMinutes, int nowMinutes) {
        return patience.isOver(isolated, Duration.ofMinutes(silentMinutes), TimeUnit.MINUTES.toNanos(nowMinutes));
    }
}
