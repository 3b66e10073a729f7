package io.cordon.contain;

import io.cordon.engine.response.Decision.Gate;
import io.cordon.engine.response.Outcome;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/** What contain counts: findings, commands and what became of them, what each gate withheld or held for a person, and the time from an event's append to its command. */
final class ContainMetrics {
    private static final int HISTOGRAM_SIZE = 1000;

    private final Counter findings;
    private final Counter commands;
    private final Counter controlObeyed;
    private final Counter controlRefused;
    private final Histogram eventToCommand;
    private final Map<Gate, Counter> withheld = new EnumMap<>(Gate.class);
    private final Map<Gate, Counter> held = new EnumMap<>(Gate.class);
    private final Map<Outcome, Counter> outcomes = new EnumMap<>(Outcome.class);

    ContainMetrics(MetricGroup group) {
        findings = group.counter("findings");
        commands = group.counter("commands");
        controlObeyed = group.counter("controlObeyed");
        controlRefused = group.counter("controlRefused");
        eventToCommand = group.histogram("eventToCommandMillis", new DescriptiveStatisticsHistogram(HISTOGRAM_SIZE));
        // Flink reports only the first counter of a name, so each is made once.
        for (Gate gate : Gate.values()) {
            MetricGroup itsGroup = group.addGroup("gate", gate.name().toLowerCase(Locale.ROOT));
            withheld.put(gate, itsGroup.counter("withheld"));
            held.put(gate, itsGroup.counter("held"));
        }
        for (Outcome outcome : Outcome.values()) {
            outcomes.put(
                    outcome,
                    group.addGroup("outcome", outcome.name().toLowerCase(Locale.ROOT))
                            .counter("orders"));
        }
    }

    void finding() {
        findings.inc();
    }

    void withheld(Gate gate) {
        Objects.requireNonNull(withheld.get(gate)).inc();
    }

    void held(Gate gate) {
        Objects.requireNonNull(held.get(gate)).inc();
    }

    void outcome(Outcome outcome) {
        Objects.requireNonNull(outcomes.get(outcome)).inc();
    }

    void command() {
        commands.inc();
    }

    void latency(long millis) {
        eventToCommand.update(millis);
    }

    /** A control record; one that was refused had no key that may say it, or said nothing that can be obeyed. */
    void control(boolean obeyed) {
        (obeyed ? controlObeyed : controlRefused).inc();
    }
}
