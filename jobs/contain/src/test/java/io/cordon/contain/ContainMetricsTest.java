package io.cordon.contain;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.response.Decision.Gate;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

/** Metrics keep their names, and each name counts on. */
class ContainMetricsTest {
    private final Map<String, Object> registered = new TreeMap<>();

    @Test
    void namesStayAsTheyAre() {
        new ContainMetrics(new Recording(""));

        assertThat(registered)
                .containsOnlyKeys(
                        "commands",
                        "controlObeyed",
                        "controlRefused",
                        "eventToCommandMillis",
                        "findings",
                        "gate.already_ordered.held",
                        "gate.already_ordered.withheld",
                        "gate.approval.held",
                        "gate.approval.withheld",
                        "gate.breaker.held",
                        "gate.breaker.withheld",
                        "gate.budget.held",
                        "gate.budget.withheld",
                        "gate.capability.held",
                        "gate.capability.withheld",
                        "gate.edge.held",
                        "gate.edge.withheld",
                        "gate.excluded.held",
                        "gate.excluded.withheld",
                        "gate.foreign.held",
                        "gate.foreign.withheld",
                        "gate.kill_switch.held",
                        "gate.kill_switch.withheld",
                        "gate.mode.held",
                        "gate.mode.withheld",
                        "gate.no_action.held",
                        "gate.no_action.withheld",
                        "gate.protected.held",
                        "gate.protected.withheld",
                        "gate.provisional.held",
                        "gate.provisional.withheld",
                        "gate.retracted.held",
                        "gate.retracted.withheld",
                        "gate.spread.held",
                        "gate.spread.withheld",
                        "gate.stale.held",
                        "gate.stale.withheld",
                        "gate.taken_back.held",
                        "gate.taken_back.withheld",
                        "gate.target.held",
                        "gate.target.withheld",
                        "outcome.done.orders",
                        "outcome.failed.orders",
                        "outcome.sent_again.orders",
                        "outcome.unanswered.orders");
    }

    @Test
    void aGateCountsOnUnderOneName() {
        ContainMetrics metrics = new ContainMetrics(new Recording(""));
        metrics.withheld(Gate.STALE);
        metrics.withheld(Gate.STALE);
        metrics.withheld(Gate.MODE);

        assertThat(count("gate.stale.withheld")).isEqualTo(2);
        assertThat(count("gate.mode.withheld")).isEqualTo(1);
        assertThat(count("gate.target.withheld")).isZero();
    }

    private long count(String name) {
        return registered.get(name) instanceof Counter counter ? counter.getCount() : -1;
    }

    /** Keeps what is registered by its full name and, as Flink does, only the first of a name. */
    private final class Recording extends UnregisteredMetricsGroup {
        private final String scope;

        Recording(String scope) {
            this.scope = scope;
        }

        @Override
        public Counter counter(String name) {
            Counter counter = super.counter(name);
            registered.putIfAbsent(scope + name, counter);
            return counter;
        }

        @Override
        public <H extends Histogram> H histogram(String name, H histogram) {
            registered.putIfAbsent(scope + name, histogram);
            return histogram;
        }

        @Override
        public MetricGroup addGroup(String key, String value) {
            return new Recording(scope + key + '.' + value + '.');
        }
    }
}
