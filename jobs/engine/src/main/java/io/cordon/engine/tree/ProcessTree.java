package io.cordon.engine.tree;

import io.cordon.engine.event.Activity;
import io.cordon.engine.event.Clock;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.tree.PidEntry.Holder;
import io.cordon.engine.tree.Start.Rank;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One endpoint's process tree: takes in what events say and keeps what follows from it, so that neither the order of events nor
 * their repetition has an influence.
 *
 * <p>An event of a process that has started costs no read. A start costs its own entry, what it says, its parent's and its pid's. What an
 * ancestor satisfies late is pushed down only to descendants for which it is news.
 */
public final class ProcessTree {
    private final EndpointStore store;
    private final EndpointHeader clocks;
    private final Entries entries;
    private final Kinship kinship;
    private final Set<String> stale = new HashSet<>();

    public ProcessTree(String endpoint, EndpointStore store) {
        this.store = store;
        this.clocks = store.header();
        this.entries = new Entries(endpoint, store);
        this.kinship = new Kinship(entries, store, stale);
    }

    /** Events that watch something that changed since the last call; each is to be judged anew. */
    public Set<String> takeStale() {
        Set<String> taken = Set.copyOf(stale);
        stale.clear();
        return taken;
    }

    /** Takes in what an event says of clocks, boots and processes. */
    public void apply(EndpointEvent event) {
        boolean shifted = clocks.sample(event);
        if (event.activity() == Activity.BOOT && clocks.boot(PidEntry.at(event))) {
            shifted = true;
        }
        if (shifted) {
            store.header(clocks);
            kinship.shifted();
            for (Long pid : store.pids().keys()) {
                PidEntry entry = store.pids().get(pid);
                if (entry != null) {
                    pidChanged(pid, entry);
                }
            }
        }
        switch (event.activity()) {
            case PROCESS_START -> started(event);
            case PROCESS_END -> {
                seen(event);
                ended(event);
            }
            default -> seen(event);
        }
    }

    /** The process that acted in an event (was started, for a start), or null where only a pid is known and nobody held it. */
    public @Nullable ProcessEntry actor(EndpointEvent event) {
        String entity = event.entity();
        if (entity == null) {
            entity = entries.holder(event.pid(), clocks.utc(event.time(), event.clock()));
        }
        return entity == null ? null : store.processes().get(entity);
    }

    /** The process that held a pid last until a time, also where it had ended by then; null where that is not known. */
    public @Nullable ProcessEntry lastHolder(long pid, long time, Clock clock) {
        return entries.process(entries.lastHolder(pid, clocks.utc(time, clock)));
    }

    public @Nullable ProcessEntry process(@Nullable String entity) {
        return entries.process(entity);
    }

    /** A process's start with what it says, or null while none was read. */
    public @Nullable Start start(ProcessEntry process) {
        return entries.start(process);
    }

    /** The starts that are known, as events that say what is kept of them. */
    public List<EndpointEvent> starts(String tenant) {
        List<EndpointEvent> starts = new ArrayList<>();
        for (String entity : store.processes().keys()) {
            ProcessEntry process = store.processes().get(entity);
            Start start = process == null ? null : entries.start(process);
            if (start != null && start.isKnown()) {
                starts.add(start.event(entity, entries.endpoint(), tenant));
            }
        }
        return starts;
    }

    /** Whether the start of the process that acted is known, so that nothing that comes can change what it says. */
    public boolean isActorStarted(EndpointEvent event) {
        if (event.entity() != null) {
            return store.isStarted(event.entity());
        }
        ProcessEntry actor = actor(event);
        return actor != null && actor.isStarted();
    }

    /**
     * Keeps that an event satisfied an anchor, for its process and its descendants.
     *
     * @param tentative whether it may be taken back
     * @param edges over which that came on which it rests; where there are any, it may be taken back
     */
    public void satisfied(EndpointEvent event, long anchor, boolean tentative, List<String> edges) {
        Satisfied satisfied = Satisfied.by(event, anchor, edges);
        if (event.entity() != null) {
            ProcessEntry entry = entries.entry(event.entity());
            boolean mayBeTakenBack = tentative || !satisfied.isLocal();
            if (mayBeTakenBack ? supposed(entry, satisfied) : settled(entry, event, anchor)) {
                store.processes().put(entry.entity(), entry);
                kinship.satisfiedChanged(entry);
            }
        } else if (event.pid() != EndpointEvent.ABSENT) {
            PidEntry entry = entries.pid(event.pid());
            if (satisfied.keepIn(entry.satisfied)) {
                PidEntry.cap(entry.satisfied);
                pidChanged(event.pid(), entry);
            }
        }
    }

    private static boolean supposed(ProcessEntry entry, Satisfied one) {
        return one.keepIn(entry.tentative) && PidEntry.cap(entry.tentative);
    }

    private static boolean settled(ProcessEntry entry, EndpointEvent event, long anchor) {
        boolean wasSupposed = entry.tentative.remove(Satisfied.by(event, anchor, List.of()));
        Lineage own = entry.own.with(anchor, event.time(), event.clock());
        boolean isNew = !own.equals(entry.own);
        entry.own = own;
        return wasSupposed || isNew;
    }

    /** Takes back that an event satisfied an anchor: whose event it is, or who that descends from, turned out otherwise. */
    public void notSatisfied(EndpointEvent event, long anchor) {
        if (event.entity() != null) {
            ProcessEntry entry = store.processes().get(event.entity());
            if (entry != null && entry.tentative.remove(Satisfied.by(event, anchor, List.of()))) {
                store.processes().put(entry.entity(), entry);
                kinship.satisfiedChanged(entry);
            }
            return;
        }
        PidEntry entry = store.pids().get(event.pid());
        if (entry != null && entry.satisfied.remove(Satisfied.by(event, anchor, List.of()))) {
            pidChanged(event.pid(), entry);
        }
    }

    /** Takes in what a process inherits over an edge. */
    public void graft(Graft graft) {
        kinship.graft(graft);
    }

    /** What goes over edges that lead away from a process, or null where it is not kept. */
    public @Nullable Crossings passedOn(String entity) {
        ProcessEntry process = entries.process(entity);
        return process == null ? null : kinship.passedOn(process);
    }

    /** Whether what some process hands down may have changed since this was last asked. */
    public boolean takeChanged() {
        return kinship.takeChanged();
    }

    /** The edges over which came what an ancestor satisfied at or before a time, or null where nothing such came. */
    public @Nullable List<String> descendsOver(ProcessEntry process, long anchor, long time) {
        return process.crossed.way(anchor, time);
    }

    /** The edges over which came what made a parent satisfy an anchor at or before a time, or null where nothing such came. */
    public @Nullable List<String> childOver(ProcessEntry process, long anchor, long time) {
        ProcessEntry parent = entries.process(process.parent);
        Crossings of = process.ofRemoteParents();
        return (parent == null ? of : of.join(parent.satisfiedOver(entries.endpoint(), clocks))).way(anchor, time);
    }

    /** The edges over which came what made a process satisfy an anchor at or before a time, or null where nothing such came. */
    public @Nullable List<String> satisfiedOver(ProcessEntry process, long anchor, long time) {
        return process.satisfiedOver(entries.endpoint(), clocks).way(anchor, time);
    }

    /** Has an event judged anew when what is known of its process changes. */
    public void watch(EndpointEvent event) {
        if (event.entity() == null && event.pid() != EndpointEvent.ABSENT) {
            PidEntry entry = entries.pid(event.pid());
            if (entry.watchers.add(event.id(), PidEntry.owner(event.pid()), store.watchers())) {
                store.pids().put(event.pid(), entry);
            }
        }
        ProcessEntry actor = actor(event);
        if (actor != null && actor.watchers.add(event.id(), actor.entity(), store.watchers())) {
            store.processes().put(actor.entity(), actor);
        }
    }

    public void unwatch(EndpointEvent event) {
        PidEntry entry = event.entity() == null ? store.pids().get(event.pid()) : null;
        if (entry != null && entry.watchers.remove(event.id(), PidEntry.owner(event.pid()), store.watchers())) {
            store.pids().put(event.pid(), entry);
        }
        ProcessEntry actor = actor(event);
        if (actor != null && actor.watchers.remove(event.id(), actor.entity(), store.watchers())) {
            store.processes().put(actor.entity(), actor);
        }
    }

    private void started(EndpointEvent event) {
        if (event.entity() != null) {
            sensed(event, Rank.SENSED);
        } else if (event.pid() != EndpointEvent.ABSENT) {
            PidEntry entry = entries.pid(event.pid());
            Start start = Start.of(event, Rank.RECORDED);
            if (!start.equals(entry.recorded.put(event.id(), start))) {
                PidEntry.cap(entry.recorded.keySet());
                pidChanged(event.pid(), entry);
            }
        }
    }

    private void seen(EndpointEvent event) {
        // Once the start is known, other events of the process add nothing.
        if (event.entity() != null && !store.isStarted(event.entity())) {
            sensed(event, Rank.SEEN);
        }
    }

    private void sensed(EndpointEvent event, Rank rank) {
        ProcessEntry entry = entries.entry(Objects.requireNonNull(event.entity()));
        Start known = entries.start(entry);
        Start start = Start.of(event, rank).join(known);
        if (start.equals(known)) {
            return;
        }
        long claimed = known == null ? EndpointEvent.ABSENT : known.pid();
        entries.startIs(entry, start);
        kinship.startChanged(entry);
        kinship.relink(entry.entity());
        if (claimed != start.pid() && claimed != EndpointEvent.ABSENT) {
            PidEntry wrong = entries.pid(claimed);
            if (wrong.sensed.remove(entry.entity()) != null) {
                pidChanged(claimed, wrong);
            }
        }
        if (start.pid() != EndpointEvent.ABSENT) {
            PidEntry pid = entries.pid(start.pid());
            Start bare = start.bare();
            if (!bare.equals(pid.sensed.put(entry.entity(), bare))) {
                PidEntry.cap(pid.sensed.keySet());
                pidChanged(start.pid(), pid);
            }
        }
    }

    private void ended(EndpointEvent event) {
        long at = clocks.utc(event.time(), event.clock());
        ProcessEntry entry = event.entity() == null ? null : store.processes().get(event.entity());
        if (entry != null && (entry.end == EndpointEvent.ABSENT || at < entry.end)) {
            entry.end = at;
            store.processes().put(entry.entity(), entry);
        }
        if (event.pid() != EndpointEvent.ABSENT) {
            PidEntry pid = entries.pid(event.pid());
            if (pid.end(PidEntry.at(event))) {
                pidChanged(event.pid(), pid);
            }
        }
    }

    /** Derives anew what follows from a pid's holders: made-up processes, their lineage, and whose children are whose. */
    private void pidChanged(long pid, PidEntry entry) {
        store.pids().put(pid, entry);
        entry.watchers.addTo(stale, PidEntry.owner(pid), store.watchers());
        List<Holder> holders = entries.holders(entry);
        Set<String> madeUp = new HashSet<>();
        for (Holder holder : holders) {
            if (!entry.sensed.containsKey(holder.entity())) {
                madeUp.add(holder.entity());
                ProcessEntry process = entries.entry(holder.entity());
                if (!holder.start().equals(entries.start(process))) {
                    entries.startIs(process, holder.start());
                    kinship.startChanged(process);
                }
                kinship.relink(process.entity());
            }
        }
        for (String gone : Set.copyOf(entry.madeUp)) {
            if (!madeUp.contains(gone)) {
                kinship.dissolve(gone);
            }
        }
        if (!entry.madeUp.equals(madeUp)) {
            entry.madeUp.clear();
            entry.madeUp.addAll(madeUp);
            store.pids().put(pid, entry);
        }
        for (Holder holder : holders) {
            lineageByPid(entry, holder, holders);
        }
        for (String child : List.copyOf(entry.children.keySet())) {
            kinship.relink(child);
        }
    }

    private void lineageByPid(PidEntry entry, Holder holder, List<Holder> holders) {
        Lineage byPid = Lineage.NONE;
        Crossings crossedByPid = Crossings.NONE;
        for (Satisfied one : entry.satisfied) {
            long at = clocks.utc(one.at().time(), one.at().clock());
            if (!holder.entity().equals(entry.holderAt(at, holders, clocks))) {
                continue;
            }
            if (one.isLocal()) {
                byPid = byPid.with(one.anchor(), one.at().time(), one.at().clock());
            } else {
                Crossed crossed = new Crossed(one.anchor(), entries.endpoint(), holder.entity(), one.edges());
                crossedByPid = crossedByPid.with(crossed, at);
            }
        }
        ProcessEntry process = store.processes().get(holder.entity());
        if (process != null && !(byPid.equals(process.ownByPid) && crossedByPid.equals(process.crossedByPid))) {
            process.ownByPid = byPid;
            process.crossedByPid = crossedByPid;
            store.processes().put(process.entity(), process);
            kinship.satisfiedChanged(process);
        }
    }
}
