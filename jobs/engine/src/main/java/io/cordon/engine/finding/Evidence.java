package io.cordon.engine.finding;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One event that a finding rests on, named once however often it was read.
 *
 * @param event the event's id
 * @param positions every position at which it was read, sorted
 * @param entity the process that acted, where known
 * @param step the rule's step that it satisfies, from 1; 0 for an event rule
 * @param time event time in µs, on the endpoint's UTC clock
 * @param appendTime when Kafka appended the raw record first, in µs
 * @param edges the edges between endpoints without which the rule would not hold for it
 */
public record Evidence(
        String event,
        List<String> positions,
        String endpoint,
        @Nullable String entity,
        int step,
        long time,
        long appendTime,
        List<String> edges) {
    public Evidence {
        positions = List.copyOf(positions);
        edges = List.copyOf(edges);
    }

    /** Of what happened on the endpoint alone. */
    public Evidence(
            String event,
            List<String> positions,
            String endpoint,
            @Nullable String entity,
            int step,
            long time,
            long appendTime) {
        this(event, positions, endpoint, entity, step, time, appendTime, List.of());
    }

    /** The same, resting on edges. */
    public Evidence over(List<String> others) {
        return new Evidence(event, positions, endpoint, entity, step, time, appendTime, others);
    }

    /** A number that any JVM makes of the same evidence; what a record makes of itself need not be. */
    public int digest() {
        int local = Objects.hash(event, positions, endpoint, entity, step, time, appendTime);
        return edges.isEmpty() ? local : 31 * local + edges.hashCode();
    }

    /** The same event as another step. */
    public Evidence at(int other) {
        return new Evidence(event, positions, endpoint, entity, other, time, appendTime, edges);
    }
}
