package io.cordon.engine.sequence;

import io.cordon.engine.event.EndpointEvent;
import org.jspecify.annotations.Nullable;

/**
 * Where an event stands: how a chain tells which of two at the same moment came first, and how far back it may look.
 *
 * @param channel the log that gave the event its number
 * @param number the event's number in it, or {@link EndpointEvent#ABSENT}
 * @param since from when on rule and endpoint were watched, in µs
 */
public record Standing(String channel, long number, long since) {
    /** Of an event of which nothing is known. */
    static final Standing NONE = new Standing("", EndpointEvent.ABSENT, Long.MIN_VALUE);

    /** As a hit carries it: number, since and channel. */
    public String text() {
        return number + " " + since + " " + channel;
    }

    static Standing of(@Nullable String text) {
        if (text == null) {
            return NONE;
        }
        int first = text.indexOf(' ');
        int second = text.indexOf(' ', first + 1);
        return new Standing(
                text.substring(second + 1),
                Long.parseLong(text.substring(0, first)),
                Long.parseLong(text.substring(first + 1, second)));
    }

    boolean isNumbered() {
        return number != EndpointEvent.ABSENT;
    }
}
