package io.cordon.engine.match;

import io.cordon.engine.condition.Subject;
import io.cordon.engine.condition.Truth;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.event.FieldRef;
import org.jspecify.annotations.Nullable;

/** An event of which no process tree knows anything. */
public record Lone(EndpointEvent event) implements Subject {
    @Override
    public @Nullable String text(FieldRef field) {
        return field.in(event);
    }

    @Override
    public boolean mayFill(FieldRef field) {
        return false;
    }

    @Override
    public Truth descendsFrom(long anchor) {
        return Truth.FALSE;
    }

    @Override
    public Truth isChildOf(long anchor) {
        return Truth.FALSE;
    }

    @Override
    public Truth isEventOf(long anchor) {
        return Truth.FALSE;
    }
}
