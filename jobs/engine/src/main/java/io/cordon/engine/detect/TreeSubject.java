package io.cordon.engine.detect;

import io.cordon.engine.condition.Subject;
import io.cordon.engine.condition.Truth;
import io.cordon.engine.event.Activity;
import io.cordon.engine.event.Column;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.event.FieldRef;
import io.cordon.engine.tree.EndpointHeader;
import io.cordon.engine.tree.ProcessEntry;
import io.cordon.engine.tree.ProcessTree;
import io.cordon.engine.tree.Start;
import org.jspecify.annotations.Nullable;

/**
 * An event together with what the tree knows of the process that acted, which is read when a rule first asks for it: most events
 * say themselves what rules ask.
 */
final class TreeSubject implements Subject {
    private final EndpointEvent event;
    private final ProcessTree tree;
    private final EndpointHeader clocks;
    private final boolean closing;
    private boolean isRead;
    private boolean isStartRead;
    private @Nullable ProcessEntry actor;
    private @Nullable Start start;

    /** @param closing whether nothing that comes can change the verdict any more */
    TreeSubject(EndpointEvent event, ProcessTree tree, EndpointHeader clocks, boolean closing) {
        this.event = event;
        this.tree = tree;
        this.clocks = clocks;
        this.closing = closing;
    }

    @Override
    public EndpointEvent event() {
        return event;
    }

    @Override
    public @Nullable String text(FieldRef field) {
        String own = field.in(event);
        Column column = field.column();
        if (own != null || column == null || !isKept(column)) {
            return own;
        }
        Start start = start();
        return start == null ? null : field.partOf(start.column(column));
    }

    @Override
    public boolean mayFill(FieldRef field) {
        return !closing
                && field.column() != null
                && isKept(field.column())
                && (event.entity() != null || event.pid() != EndpointEvent.ABSENT)
                && !tree.isActorStarted(event);
    }

    @Override
    public Truth descendsFrom(long anchor) {
        ProcessEntry process = actor();
        if (process != null && process.descendsFrom(anchor, clocks.utc(event.time(), event.clock()), clocks)) {
            return Truth.TRUE;
        }
        // Two thirds of all creations have a parent that was never recorded: an unknown ancestor is none, but stays
        // unknown.
        return Truth.OPEN_FALSE;
    }

    /** Whether the tree can have a field that the event lacks: a start says itself all that is known of its process. */
    private boolean isKept(Column column) {
        return ProcessEntry.keeps(column) && event.activity() != Activity.PROCESS_START;
    }

    @Nullable
    ProcessEntry actor() {
        if (!isRead) {
            actor = tree.actor(event);
            isRead = true;
        }
        return actor;
    }

    private @Nullable Start start() {
        if (!isStartRead) {
            ProcessEntry process = actor();
            start = process == null ? null : tree.start(process);
            isStartRead = true;
        }
        return start;
    }
}
