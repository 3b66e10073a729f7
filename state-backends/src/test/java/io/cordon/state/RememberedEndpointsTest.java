package io.cordon.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.state.RememberedEndpoints.Endpoint;
import org.junit.jupiter.api.Test;

/** What is remembered of endpoints stays within its bound, and what is forgotten is forgotten whole. */
class RememberedEndpointsTest {
    private final RememberedEndpoints endpoints = new RememberedEndpoints(20);

    @Test
    void theOldestEndpointThatWasNotUsedLatelyIsForgottenFirst() {
        fill(endpoints.add("a", null), 5);
        fill(endpoints.add("b", null), 5);
        assertThat(endpoints.get("a")).isNotNull();
        fill(endpoints.add("c", null), 5);
        assertThat(endpoints.get("b")).isNull();
        assertThat(endpoints.get("a")).isNotNull();
        assertThat(endpoints.get("c")).isNotNull();
    }

    @Test
    void theEndpointInUseStaysHoweverManyProcessesItHas() {
        Endpoint endpoint = endpoints.add("a", null);
        fill(endpoint, 100);
        assertThat(endpoints.get("a")).isSameAs(endpoint);
        assertThat(endpoint.isStarted("p99")).isTrue();
    }

    @Test
    void whatIsForgottenMakesRoom() {
        Endpoint first = endpoints.add("a", null);
        fill(first, 5);
        fill(endpoints.add("b", null), 5);
        for (int i = 0; i < 5; i++) {
            endpoints.forget(first, "p" + i);
        }
        fill(endpoints.add("c", null), 2);
        assertThat(endpoints.get("a")).isNotNull();
        assertThat(first.isStarted("p0")).isFalse();
    }

    private void fill(Endpoint endpoint, int processes) {
        for (int i = 0; i < processes; i++) {
            endpoints.remember(endpoint, "p" + i);
        }
    }
}
