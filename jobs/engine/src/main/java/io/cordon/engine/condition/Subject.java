package io.cordon.engine.condition;

import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.event.FieldRef;
import org.jspecify.annotations.Nullable;

/** What a condition is evaluated on: an event, with what the process tree knows of the process that acted. */
public interface Subject {
    EndpointEvent event();

    /** The field's text, from the event or, where the event lacks it, from the process tree; null where neither has it. */
    @Nullable
    String text(FieldRef field);

    /** Whether a field that is absent now may still be filled by the process tree. */
    boolean mayFill(FieldRef field);

    /** Whether the acting process descends from one that satisfied the anchor at or before the event. */
    Truth descendsFrom(long anchor);

    /** Whether the process that started the acting one satisfied the anchor at or before the event. */
    Truth isChildOf(long anchor);

    /** Whether the acting process itself satisfied the anchor at or before the event, which may be the one that does. */
    Truth isEventOf(long anchor);

    /** Hears that an expression took too many steps on one of the texts, and is taken not to match it. */
    default void gaveUp() {}
}
