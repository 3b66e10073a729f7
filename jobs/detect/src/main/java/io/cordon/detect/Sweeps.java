package io.cordon.detect;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.flink.streaming.api.TimerService;

/** When keys look for what has ended: at the same moments whatever came when, so that none has more than a timer for each. */
final class Sweeps {
    private final long every;

    Sweeps(Duration every) {
        this.every = every.toMillis();
    }

    /**
     * Has the current key look at the next moment.
     *
     * @param append µs of append time
     */
    void later(long append, TimerService timers) {
        long now = TimeUnit.MICROSECONDS.toMillis(append);
        timers.registerEventTimeTimer((Math.floorDiv(now, every) + 1) * every);
    }
}
