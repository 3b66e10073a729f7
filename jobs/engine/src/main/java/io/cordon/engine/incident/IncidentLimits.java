package io.cordon.engine.incident;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How long incidents last and how many facts are kept, times in µs.
 *
 * @param quiet an incident ends when nothing joined it for so long
 * @param lateness how much later than others a fact may come and still join
 * @param near how far apart, on the caller's endpoint, an unknown caller and a finding are taken to belong together
 * @param links how long it is remembered where a process stands of which nothing is said any more
 * @param mostFacts how many facts of a tenant are kept; beyond these the oldest go
 */
public record IncidentLimits(long quiet, long lateness, long near, long links, int mostFacts) {
    public static final IncidentLimits DEFAULT =
            of(Duration.ofHours(24), Duration.ofMinutes(10), Duration.ofMinutes(10), Duration.ofHours(48), 50_000);

    public static IncidentLimits of(Duration quiet, Duration lateness, Duration near, Duration links, int mostFacts) {
        return new IncidentLimits(micros(quiet), micros(lateness), micros(near), micros(links), mostFacts);
    }

    private static long micros(Duration duration) {
        return TimeUnit.MICROSECONDS.convert(duration);
    }
}
