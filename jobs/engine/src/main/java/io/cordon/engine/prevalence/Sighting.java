package io.cordon.engine.prevalence;

import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where an artefact was seen.
 *
 * @param time event time in µs, as the event's own record says it
 * @param entity the process, by its sensor's id, or null where the event has only a pid
 */
public record Sighting(String endpoint, long time, @Nullable String entity) {
    private static final long HOUR = TimeUnit.HOURS.toMicros(1);

    /** The first of several comes first, whatever order they are read in. */
    public static final Comparator<Sighting> EARLIEST = Comparator.comparingLong(Sighting::time)
            .thenComparing(Sighting::entity, Comparator.nullsLast(Comparator.naturalOrder()));

    public long hour() {
        return hour(time);
    }

    /** The hour since 1970 that a moment, in µs, lies in. */
    public static long hour(long micros) {
        return Math.floorDiv(micros, HOUR);
    }

    /** When an hour begins, in µs. */
    public static long begin(long hour) {
        return hour * HOUR;
    }
}
