package io.cordon.engine.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Since when rules watch an endpoint, told with as little as possible for each event. */
class EndpointHeaderTest {
    private static final long TICK = 1_000;

    private final EndpointHeader header = new EndpointHeader();

    @Test
    void theSameRulesAreTakenInOnce() {
        List<String> rules = List.of("v1", "v2");

        assertThat(header.isWatchedBy(rules)).isFalse();
        assertThat(header.isWatchedBy(rules)).isTrue();
        assertThat(header.isWatchedBy(List.of("v3"))).isFalse();
    }

    @Test
    void whatWasForgottenBetweenIsTakenInAnew() {
        List<String> rules = List.of("v1");
        watchAt(10, rules);
        header.watchOnly(List.of());
        watchAt(20, rules);

        assertThat(header.watchedSince("v1")).isEqualTo(20);
    }

    private void watchAt(long time, List<String> rules) {
        header.advance(time, time, TICK);
        if (!header.isWatchedBy(rules)) {
            rules.forEach(header::watch);
        }
    }
}
