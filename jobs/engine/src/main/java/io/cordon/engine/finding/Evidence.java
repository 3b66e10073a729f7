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
 */
public record Evidence(
        String event,
        List<String> positions,
        String endpoint,
        @Nullable String entity,
        int step,
        long time,
        long appendTime) {
    public Evidence {
        positions = List.copyOf(positions);
    }

    /** A number that any JVM makes of the same evidence; what a record makes of itself need not be. */
    public int digest() {
        return Objects.hash(event, positions, endpoint, entity, step, time, appendTime);
    }

    /** The same event as another step. */
    public Evidence at(int other) {
        return new Evidence(event, positions, endpoint, entity, other, time, appendTime);
    }
}
