package io.cordon.agent.kafka;

import java.time.Duration;

/** When an isolation is given up: nobody was reached for so long, and it had as long itself to find the way. */
final class Patience {
    private final Duration giveUpAfter;
    private long isolatedAt;

    /** @param nanos now, on {@link System#nanoTime}'s clock, like all times here */
    Patience(Duration giveUpAfter, long nanos) {
        this.giveUpAfter = giveUpAfter;
        this.isolatedAt = nanos;
    }

    /** @param silence for how long no broker has been reached */
    boolean isOver(boolean isolated, Duration silence, long nanos) {
        if (!isolated) {
            isolatedAt = nanos;
            return false;
        }
        // An isolation that began while Kafka was away has its full time, too.
        Duration since = Duration.ofNanos(nanos - isolatedAt);
        return silence.compareTo(giveUpAfter) >= 0 && since.compareTo(giveUpAfter) >= 0;
    }
}
