package io.cordon.engine.detect;

import io.cordon.engine.sequence.Bounds;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The bounds of detection, in µs where they are times.
 *
 * @param lateness how long after its event time an event's verdict may still change
 * @param skew how far an event may lie ahead of Kafka's append time and still move its endpoint's time
 * @param tick how coarsely an endpoint's time is kept: an event within the same tick writes nothing
 * @param sweep how often what has ended is removed, by append time
 * @param idle after how long without a record an endpoint's state ends, by append time
 * @param maxProcesses how many processes are kept of an endpoint
 * @param settle how much longer than a rule says an endpoint's time is waited for, before what is missing counts as missing;
 *     {@link #NEVER} where only the end of the input tells
 * @param knowsAll whether nothing happened before the first event
 */
public record DetectorConfig(
        long lateness, long skew, long tick, long sweep, long idle, int maxProcesses, long settle, boolean knowsAll) {
    static final long NEVER = Long.MAX_VALUE;

    public static final DetectorConfig STREAM = new DetectorConfig(
            micros(Duration.ofMinutes(10)),
            micros(Duration.ofMinutes(2)),
            micros(Duration.ofSeconds(10)),
            micros(Duration.ofMinutes(10)),
            micros(Duration.ofDays(7)),
            50_000,
            micros(Duration.ofSeconds(30)),
            false);

    /** Files are read whole before anything is late. */
    public static final DetectorConfig FILES = new DetectorConfig(
            Long.MAX_VALUE / 4, Long.MAX_VALUE / 4, 1, Long.MAX_VALUE / 4, Long.MAX_VALUE / 4, 1 << 30, NEVER, true);

    /** How long chains wait: a verdict is closed by the sweep after its lateness, all of a silent endpoint by the one after it is idle. */
    public Bounds ofChains() {
        return new Bounds(lateness, lateness + 2 * sweep, idle + 2 * sweep);
    }

    /** The same for a story that is told from its beginning. */
    public DetectorConfig knowingAll() {
        return new DetectorConfig(lateness, skew, tick, sweep, idle, maxProcesses, settle, true);
    }

    private static long micros(Duration duration) {
        return TimeUnit.NANOSECONDS.toMicros(duration.toNanos());
    }
}
