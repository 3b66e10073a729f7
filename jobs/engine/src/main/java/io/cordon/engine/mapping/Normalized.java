package io.cordon.engine.mapping;

import io.cordon.engine.event.EndpointEvent;

/** What became of a raw record: an event, or a reason why not. */
public sealed interface Normalized {
    /**
     * A record that was read.
     *
     * @param mapping the name of the source mapping that read it
     */
    record Mapped(EndpointEvent event, String mapping) implements Normalized {}

    /**
     * A record for the dead letters.
     *
     * @param detail what was found and what was expected, for the person who reads the dead letter
     */
    record Rejected(Reason reason, String detail) implements Normalized {}
}
