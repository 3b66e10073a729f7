package io.cordon.engine.tree;

import io.cordon.engine.event.EndpointEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Ends the state of processes: those that ended before the lateness, and where an endpoint has too many, by content. */
public final class TreeSweep {
    private TreeSweep() {}

    /** Hears of what is removed. */
    public interface Gone {
        /** The process had ended before the time up to which such go. */
        void exited(ProcessEntry process);

        /** The process may still run. */
        void forgotten(ProcessEntry process);
    }

    /**
     * Removes what has ended.
     *
     * @param before processes that ended before this time on the endpoint's UTC clock may go
     * @param all whether everything goes, since the endpoint is silent
     * @param cap how many processes may stay
     * @param out hears of each process that is removed
     * @return how many had to go because of the cap
     */
    public static int sweep(String endpoint, EndpointStore store, long before, boolean all, int cap, Gone out) {
        List<ProcessEntry> kept = new ArrayList<>();
        Set<String> gone = new HashSet<>();
        for (String entity : store.processes().keys()) {
            ProcessEntry entry = store.processes().get(entity);
            if (entry == null) {
                continue;
            }
            boolean ended = entry.end != EndpointEvent.ABSENT && entry.end < before;
            if (all) {
                out.forgotten(entry);
                gone.add(entity);
            } else if (ended && entry.watchers.isEmpty()) {
                out.exited(entry);
                gone.add(entity);
            } else {
                kept.add(entry);
            }
        }
        int evicted = 0;
        if (kept.size() > cap) {
            kept.sort(Comparator.comparing(ProcessEntry::isPlain)
                    .reversed()
                    .thenComparing(entry -> entry.end == EndpointEvent.ABSENT)
                    .thenComparing(entry -> entry.start == null ? EndpointEvent.ABSENT : entry.start.time())
                    .thenComparing(ProcessEntry::entity));
            for (ProcessEntry entry : kept.subList(0, kept.size() - cap)) {
                out.forgotten(entry);
                gone.add(entry.entity());
                evicted++;
            }
        }
        if (!gone.isEmpty()) {
            remove(endpoint, store, gone);
        }
        forgetPids(store, before, all);
        return evicted;
    }

    private static void remove(String endpoint, EndpointStore store, Set<String> gone) {
        for (String entity : store.processes().keys()) {
            ProcessEntry entry = store.processes().get(entity);
            if (entry != null && !gone.contains(entity)) {
                mend(endpoint, store, entry, gone);
            }
        }
        for (String entity : gone) {
            ProcessEntry entry = store.processes().get(entity);
            if (entry != null) {
                entry.watchers.drop(entity, store.watchers());
            }
            store.processes().remove(entity);
            store.texts().remove(entity);
        }
        store.header().counted(-gone.size());
        store.header(store.header());
    }

    /** Takes the place of what goes: a process keeps what it inherited, and its chain of children keeps only those who stay. */
    private static void mend(String endpoint, EndpointStore store, ProcessEntry entry, Set<String> gone) {
        boolean changed = false;
        if (entry.parent != null && gone.contains(entry.parent)) {
            entry.gone = entry.inherited;
            ProcessEntry parent = store.processes().get(entry.parent);
            entry.goneCrossed = parent == null
                    ? entry.goneCrossed
                    : entry.goneCrossed.join(parent.crossing(endpoint, store.header()));
            entry.goneParent = parent == null ? entry.goneParent : entry.goneParent.join(parent.satisfied());
            entry.parent = null;
            entry.nextSibling = null;
            changed = true;
        }
        String first = staying(store, entry.firstChild, gone);
        if (!java.util.Objects.equals(first, entry.firstChild)) {
            entry.firstChild = first;
            changed = true;
        }
        String next = entry.parent == null ? null : staying(store, entry.nextSibling, gone);
        if (!java.util.Objects.equals(next, entry.nextSibling)) {
            entry.nextSibling = next;
            changed = true;
        }
        if (changed) {
            store.processes().put(entry.entity(), entry);
        }
    }

    /** The first of a chain of siblings that stays. */
    private static @Nullable String staying(EndpointStore store, @Nullable String from, Set<String> gone) {
        String entity = from;
        while (entity != null && gone.contains(entity)) {
            ProcessEntry entry = store.processes().get(entity);
            entity = entry == null ? null : entry.nextSibling;
        }
        return entity;
    }

    private static void forgetPids(EndpointStore store, long before, boolean all) {
        for (Long pid : store.pids().keys()) {
            PidEntry entry = store.pids().get(pid);
            if (entry == null) {
                continue;
            }
            boolean dropped = !all && entry.forget(before, store.header(), store.processes());
            if (all || entry.isEmpty()) {
                entry.watchers.drop(PidEntry.owner(pid), store.watchers());
                store.pids().remove(pid);
            } else if (dropped) {
                store.pids().put(pid, entry);
            }
        }
    }
}
