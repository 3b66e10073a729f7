package io.cordon.engine.detect;

import io.cordon.engine.condition.Subject;
import io.cordon.engine.condition.Truth;
import io.cordon.engine.event.Activity;
import io.cordon.engine.event.Column;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.event.FieldRef;
import io.cordon.engine.event.FieldRef.Kin;
import io.cordon.engine.tree.EndpointHeader;
import io.cordon.engine.tree.ProcessEntry;
import io.cordon.engine.tree.ProcessTree;
import io.cordon.engine.tree.Start;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An event together with what the tree knows of the process that acted and of those above it, which is read when a rule first asks
 * for it: most events say themselves what rules ask.
 */
final class TreeSubject implements Subject {
    private final EndpointEvent event;
    private final ProcessTree tree;
    private final EndpointHeader clocks;
    private final boolean closing;
    private final Runnable gaveUp;
    private boolean doubting;
    private boolean relied;
    private boolean restedOnTree;
    private boolean isWithoutEdges;
    /** The edges over which came what some verdict rested on. */
    private final Set<String> edges = new TreeSet<>();

    private boolean isRead;
    private boolean isStartRead;
    private @Nullable ProcessEntry actor;
    private @Nullable Start start;

    /**
     * @param closing whether nothing that comes can change the verdict any more
     * @param gaveUp hears of each expression that is given up on a text
     */
    TreeSubject(EndpointEvent event, ProcessTree tree, EndpointHeader clocks, boolean closing, Runnable gaveUp) {
        this.event = event;
        this.tree = tree;
        this.clocks = clocks;
        this.closing = closing;
        this.gaveUp = gaveUp;
    }

    @Override
    public EndpointEvent event() {
        return event;
    }

    @Override
    public @Nullable String text(FieldRef field) {
        String own = field.in(event);
        Kin kin = field.kin();
        if (own != null || kin == null) {
            return own;
        }
        String said = said(kin);
        restedOnTree |= said != null;
        return field.partOf(said);
    }

    @Override
    public boolean mayFill(FieldRef field) {
        return !closing
                && field.kin() != null
                && (event.entity() != null || event.pid() != EndpointEvent.ABSENT)
                && !isSettled(field.kin().generation());
    }

    @Override
    public Truth descendsFrom(long anchor) {
        ProcessEntry process = actor();
        return known(process != null
                && (process.descendsFrom(anchor, time(), clocks) || came(tree.descendsOver(process, anchor, time()))));
    }

    @Override
    public Truth isChildOf(long anchor) {
        ProcessEntry process = actor();
        ProcessEntry parent = process == null ? null : tree.process(process.parent());
        return known((parent != null && parent.satisfies(anchor, time(), clocks))
                || (process != null
                        && (process.goneParentSatisfied(anchor, time(), clocks)
                                || came(tree.childOver(process, anchor, time())))));
    }

    @Override
    public Truth isEventOf(long anchor) {
        ProcessEntry process = actor();
        return known(process != null
                && (process.satisfies(anchor, time(), clocks) || came(tree.satisfiedOver(process, anchor, time()))));
    }

    /** Whether what is asked for has come over edges, unless they are left aside. */
    private boolean came(@Nullable List<String> over) {
        if (over == null || isWithoutEdges) {
            return false;
        }
        edges.addAll(over);
        return true;
    }

    /**
     * The edges without which a verdict on the event would not hold.
     *
     * @param verdict judges the event by this subject
     */
    List<String> edges(Supplier<Truth> verdict) {
        if (edges.isEmpty()) {
            return List.of();
        }
        List<String> others = List.copyOf(edges);
        edges.clear();
        boolean holds = verdict.get().holds();
        List<String> rested = List.copyOf(edges);
        edges.addAll(others);
        if (!holds || rested.isEmpty()) {
            return List.of();
        }
        isWithoutEdges = true;
        boolean isLocal = verdict.get().holds();
        isWithoutEdges = false;
        return isLocal ? List.of() : rested;
    }

    private long time() {
        return clocks.utc(event.time(), event.clock());
    }

    /** Two thirds of all creations have a parent that was never recorded: an unknown one is none, but stays unknown. */
    private Truth known(boolean holds) {
        relied |= holds;
        restedOnTree |= holds;
        return !holds ? Truth.OPEN_FALSE : doubting ? Truth.OPEN_TRUE : Truth.TRUE;
    }

    /** Whether some verdict rested on lineage that is known. */
    boolean relied() {
        return relied && !closing;
    }

    /** Whether the tree has told anything that some verdict may rest on. */
    boolean restedOnTree() {
        return restedOnTree;
    }

    /**
     * Takes known lineage for open: who held a pid may still turn out to be another. Lineage that is known counts as settled, or
     * what rests on it would have to wait; but what it excludes has to be judged anew when it is taken back.
     */
    void doubt(boolean doubts) {
        doubting = doubts;
    }

    /** Has the tree asked anew, which has taken in what the event satisfied. */
    void forget() {
        isRead = false;
        isStartRead = false;
    }

    @Override
    public void gaveUp() {
        gaveUp.run();
    }

    /** What a child's start says of its parent stands; the parent's own start is asked where it says nothing. */
    private @Nullable String said(Kin kin) {
        String ofParent = kin.ofParent() == null ? null : said(kin.generation() - 1, kin.ofParent());
        return ofParent != null ? ofParent : said(kin.generation(), kin.column());
    }

    private @Nullable String said(int generation, Column column) {
        if (generation == 0) {
            // A start says itself all that is known of its process.
            Start own = isStart() ? null : start();
            return own == null ? null : own.column(column);
        }
        ProcessEntry ancestor = ancestor(generation);
        Start said = ancestor == null ? null : tree.start(ancestor);
        return said == null ? null : said.column(column);
    }

    /** Whether the starts are known from the acting process up to a generation, so that nothing that comes says more. */
    private boolean isSettled(int generation) {
        if (!isStart() && !tree.isActorStarted(event)) {
            return false;
        }
        for (int above = 1; above <= generation; above++) {
            ProcessEntry ancestor = ancestor(above);
            if (ancestor == null || !ancestor.isStarted()) {
                return false;
            }
        }
        return true;
    }

    private @Nullable ProcessEntry ancestor(int generation) {
        ProcessEntry process = actor();
        for (int above = 0; above < generation && process != null; above++) {
            process = tree.process(process.parent());
        }
        return process;
    }

    private boolean isStart() {
        return event.activity() == Activity.PROCESS_START;
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
