package io.cordon.engine.tree;

import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.tree.EndpointHeader.ClockTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who is whose child on one endpoint, and what children inherit. */
final class Kinship {
    private final Entries entries;
    private final EndpointStore store;
    private final EndpointHeader clocks;
    private final Set<String> stale;
    /** Whether what some process hands down may have changed since that was last asked. */
    private boolean hasChanged;

    /** @param stale takes the events that watch a process which changes */
    Kinship(Entries entries, EndpointStore store, Set<String> stale) {
        this.entries = entries;
        this.store = store;
        this.clocks = store.header();
        this.stale = stale;
    }

    /** Puts a process under the parent that its start names, by entity id or by the pid's holder at its start. */
    void relink(String entity) {
        ProcessEntry child = store.processes().get(entity);
        if (child == null || child.start == null) {
            return;
        }
        Start start = child.start;
        String parent = start.parentEntity();
        if (parent == null && start.parentPid() != EndpointEvent.ABSENT) {
            PidEntry pid = entries.pid(start.parentPid());
            ClockTime at = new ClockTime(start.time(), start.clock());
            if (!at.equals(pid.children.put(entity, at))) {
                PidEntry.cap(pid.children.keySet());
                store.pids().put(start.parentPid(), pid);
            }
            parent = entries.holderBefore(start.parentPid(), clocks.utc(start.time(), start.clock()), entity);
        }
        if (entity.equals(parent) || Objects.equals(parent, child.parent)) {
            return;
        }
        unlink(child);
        child.parent = parent;
        changed(child);
        if (parent != null) {
            ProcessEntry above = entries.entry(parent);
            child.nextSibling = above.firstChild;
            above.firstChild = entity;
            store.processes().put(parent, above);
        }
        store.processes().put(entity, child);
        startChanged(child);
        inherit(child);
    }

    /** Rules may ask of a process, of its children and of their children what its start says, and who it descends from. */
    void startChanged(ProcessEntry process) {
        watched(process);
        for (ProcessEntry child = entries.process(process.firstChild);
                child != null;
                child = entries.process(child.nextSibling)) {
            watched(child);
            for (ProcessEntry grandchild = entries.process(child.firstChild);
                    grandchild != null;
                    grandchild = entries.process(grandchild.nextSibling)) {
                watched(grandchild);
            }
        }
    }

    private void watched(ProcessEntry process) {
        process.watchers.addTo(stale, process.entity(), store.watchers());
    }

    private void unlink(ProcessEntry child) {
        ProcessEntry above = entries.process(child.parent);
        if (above == null) {
            return;
        }
        if (child.entity().equals(above.firstChild)) {
            above.firstChild = child.nextSibling;
            store.processes().put(above.entity(), above);
        } else {
            for (ProcessEntry before = entries.process(above.firstChild);
                    before != null;
                    before = entries.process(before.nextSibling)) {
                if (child.entity().equals(before.nextSibling)) {
                    before.nextSibling = child.nextSibling;
                    store.processes().put(before.entity(), before);
                    break;
                }
            }
        }
        child.parent = null;
        child.nextSibling = null;
    }

    /** Removes a made-up process that turned out to be another; its children find their parent anew by its pid. */
    void dissolve(String entity) {
        ProcessEntry entry = store.processes().get(entity);
        if (entry == null) {
            return;
        }
        watched(entry);
        changed(entry);
        unlink(entry);
        for (ProcessEntry child = entries.process(entry.firstChild);
                child != null;
                child = entries.process(entry.firstChild)) {
            unlink(child);
            watched(child);
            store.processes().put(child.entity(), child);
            entry = Objects.requireNonNull(store.processes().get(entity));
            inherit(child);
        }
        entry.watchers.drop(entity, store.watchers());
        entries.remove(entity);
    }

    /** What a process inherits, read off its parent. */
    private void inherit(ProcessEntry child) {
        if (takesOver(child)) {
            push(child);
        }
    }

    private boolean takesOver(ProcessEntry child) {
        ProcessEntry above = entries.process(child.parent);
        Lineage inherited = above == null ? child.gone : child.gone.join(above.bequeathed());
        Crossings crossed = crossed(child, above);
        if (inherited.equals(child.inherited) && crossed.equals(child.crossed)) {
            return false;
        }
        child.inherited = inherited;
        child.crossed = crossed;
        store.processes().put(child.entity(), child);
        changed(child);
        watched(child);
        return true;
    }

    private Crossings crossed(ProcessEntry child, @Nullable ProcessEntry above) {
        Crossings crossed = child.goneCrossed;
        if (above != null) {
            crossed = crossed.join(above.crossing(entries.endpoint(), clocks));
        }
        for (Graft graft : child.grafts.values()) {
            crossed = crossed.join(graft.crossings());
        }
        return crossed.without(entries.endpoint(), child.entity());
    }

    /** Takes in what a process inherits over an edge. */
    void graft(Graft graft) {
        ProcessEntry child =
                graft.crossings().isEmpty() ? entries.process(graft.process()) : entries.entry(graft.process());
        Graft before = child == null ? null : child.grafts.get(graft.key());
        if (child == null
                || graft.equals(before)
                || (before == null && graft.crossings().isEmpty())) {
            return;
        }
        if (graft.crossings().isEmpty()) {
            child.grafts.remove(graft.key());
        } else {
            child.grafts.put(graft.key(), graft);
        }
        store.processes().put(child.entity(), child);
        // What its remote parent satisfied is news for it, also where its ancestors are known to have.
        watched(child);
        inherit(child);
    }

    /** What goes over edges that lead away from a process: what it and those above satisfied, and what came to it over edges itself. */
    Crossings passedOn(ProcessEntry process) {
        Crossings all = process.crossing(entries.endpoint(), clocks);
        Set<String> seen = new HashSet<>();
        ProcessEntry above = process;
        while (above != null && seen.add(above.entity())) {
            all = all.join(above.gone.crossings(entries.endpoint(), "", clocks))
                    .join(above.satisfied().crossings(entries.endpoint(), above.entity(), clocks));
            above = entries.process(above.parent);
        }
        return all;
    }

    /** Whether what some process hands down may have changed since this was last asked. */
    boolean takeChanged() {
        boolean taken = hasChanged;
        hasChanged = false;
        return taken;
    }

    /** The endpoint's clocks are seen otherwise than before. */
    void shifted() {
        hasChanged = true;
    }

    /** Most processes that start have neither children nor edges yet, and change nothing for others. */
    private void changed(ProcessEntry process) {
        hasChanged |= process.firstChild != null
                || (clocks.sources() > 0 && store.ways().get(process.entity()) != null);
    }

    /** What a process's own events satisfy has changed: it is news for its own events, its children's and all that inherits. */
    void satisfiedChanged(ProcessEntry changed) {
        watched(changed);
        changed(changed);
        for (ProcessEntry child = entries.process(changed.firstChild);
                child != null;
                child = entries.process(child.nextSibling)) {
            watched(child);
        }
        push(changed);
    }

    /** Hands a change down, only as far as it is one. */
    void push(ProcessEntry changed) {
        Deque<ProcessEntry> open = new ArrayDeque<>();
        open.push(changed);
        while (!open.isEmpty()) {
            ProcessEntry above = open.pop();
            for (ProcessEntry child = entries.process(above.firstChild);
                    child != null;
                    child = entries.process(child.nextSibling)) {
                if (takesOver(child)) {
                    open.push(child);
                }
            }
        }
    }
}
