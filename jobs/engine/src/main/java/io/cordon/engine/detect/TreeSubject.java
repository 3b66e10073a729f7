package io.cordon.engine.detect;

import io.cordon.engine.condition.Subject;
import io.cordon.engine.condition.Truth;
import io.cordon.engine.event.Activity;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.event.FieldRef;
import io.cordon.engine.tree.EndpointHeader;
import io.cordon.engine.tree.ProcessEntry;
import org.jspecify.annotations.Nullable;

/**
 * An event together with what the tree knows of the process that acted.
 *
 * @param closing whether nothing that comes can change the verdict any more
 */
record TreeSubject(EndpointEvent event, @Nullable ProcessEntry actor, EndpointHeader clocks, boolean closing)
        implements Subject {

    @Override
    public @Nullable String text(FieldRef field) {
        String own = field.in(event);
        if (own != null || field.column() == null || actor == null || actor.start() == null || isStart()) {
            return own;
        }
        return field.partOf(actor.start().column(field.column()));
    }

    @Override
    public boolean mayFill(FieldRef field) {
        return !closing
                && !isStart()
                && field.column() != null
                && ProcessEntry.keeps(field.column())
                && (event.entity() != null || event.pid() != EndpointEvent.ABSENT)
                && (actor == null || !actor.isStarted());
    }

    @Override
    public Truth descendsFrom(long anchor) {
        if (actor != null && actor.descendsFrom(anchor, clocks.utc(event.time(), event.clock()), clocks)) {
            return Truth.TRUE;
        }
        // Two thirds of all creations have a parent that was never recorded: an unknown ancestor is none, but stays
        // unknown.
        return Truth.OPEN_FALSE;
    }

    private boolean isStart() {
        return event.activity() == Activity.PROCESS_START;
    }
}
