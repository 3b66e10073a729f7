package io.cordon.engine.indicator;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * What keeps the loop from running away.
 *
 * @param tokens how many words a command line's shape must have that say something; numbers and the like do not
 * @param perIncident how many indicators an incident yields at most
 * @param hits on how many endpoints of the retained past one may be met and still block
 * @param life how long one stands after what it stems from, in µs
 */
public record IndicatorLimits(int tokens, int perIncident, int hits, long life) {
    public static final IndicatorLimits DEFAULT = of(5, 10, 3, Duration.ofDays(7));

    public static IndicatorLimits of(int tokens, int perIncident, int hits, Duration life) {
        return new IndicatorLimits(tokens, perIncident, hits, TimeUnit.MICROSECONDS.convert(life));
    }
}
