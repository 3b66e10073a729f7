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
    static final Comparator<Sighting> ORDER = Comparator.comparing(Sighting::time)
            .thenComparing(Sighting::endpoint)
            .thenComparing(Sighting::event);

    static Sighting of(EndpointEvent event) {
        return new Sighting(event.id(), event.position(), event.endpoint(), event.time(), event.clock());
    }

    /** The same on its endpoint's UTC clock. */
    Sighting utc(EndpointHeader clocks) {
        return new Sighting(event, position, endpoint, clocks.utc(time, clock), Clock.UTC);
    }
}
