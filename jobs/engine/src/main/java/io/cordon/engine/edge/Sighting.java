package io.cordon.engine.edge;

import io.cordon.engine.event.Clock;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.tree.EndpointHeader;
import java.util.Comparator;

/**
 * An event that proves something.
 *
 * @param position where its record was read
 * @param time in µs on {@code clock}
 */
public record Sighting(String event, String position, String endpoint, long time, Clock clock) {
    private static final long STEP = 100_000L;
    static final Comparator<Sighting> ORDER = Comparator.comparing(Sighting::time)
            .thenComparing(Sighting::endpoint)
            .thenComparing(Sighting::event);

    static Sighting of(EndpointEvent event) {
        return new Sighting(event.id(), event.position(), event.endpoint(), event.time(), event.clock());
    }

    /** The same on its endpoint's UTC clock. */
    Sighting utc(EndpointHeader clocks) {
        return new Sighting(event, position, endpoint, clock == Clock.UTC ? time : time - offset(clocks), Clock.UTC);
    }

    /**
     * The endpoint's record clock against its UTC clock in µs, rounded down: the estimate falls by ever smaller steps, and each step
     * would have all halves written anew.
     */
    static long offset(EndpointHeader clocks) {
        return clocks.offset() == EndpointEvent.ABSENT ? 0 : Math.floorDiv(clocks.offset(), STEP) * STEP;
    }
}
