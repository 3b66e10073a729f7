package io.cordon.engine.tree;

import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.tree.PidEntry.Holder;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One endpoint's entries as the tree reads and makes them. */
final class Entries {
    private final String endpoint;
    private final EndpointStore store;
    private final EndpointHeader clocks;

    Entries(String endpoint, EndpointStore store) {
        this.endpoint = endpoint;
        this.store = store;
        this.clocks = store.header();
    }

    String endpoint() {
        return endpoint;
    }

    @Nullable
    ProcessEntry process(@Nullable String entity) {
        return entity == null ? null : store.processes().get(entity);
    }

    /** A process's start with what it says, or null while none was read. */
    @Nullable
    Start start(ProcessEntry process) {
        Start start = process.start;
        StartTexts texts =
                start == null || !start.isKnown() ? null : store.texts().get(process.entity());
        return texts == null ? start : Objects.requireNonNull(start).saying(texts);
    }

    void startIs(ProcessEntry process, Start start) {
        process.start = start.bare();
        store.processes().put(process.entity(), process);
        if (!start.columns().isEmpty()) {
            store.texts().put(process.entity(), new StartTexts(start.columns()));
        }
    }

    /** Its entry, made where there is none. */
    ProcessEntry entry(String entity) {
        ProcessEntry known = store.processes().get(entity);
        if (known != null) {
            return known;
        }
        ProcessEntry made = ProcessEntry.of(entity);
        store.processes().put(entity, made);
        clocks.counted(1);
        store.header(clocks);
        return made;
    }

    void remove(String entity) {
        store.processes().remove(entity);
        store.texts().remove(entity);
        clocks.counted(-1);
        store.header(clocks);
    }

    /** Its entry, which counts only once it was put. */
    PidEntry pid(long pid) {
        PidEntry known = store.pids().get(pid);
        return known != null ? known : new PidEntry();
    }

    /** Who held a pid at a time on the endpoint's UTC clock, or null where that is not known. */
    @Nullable
    String holder(long pid, long time) {
        PidEntry entry = pid == EndpointEvent.ABSENT ? null : store.pids().get(pid);
        return entry == null ? null : entry.holderAt(time, holders(entry), clocks);
    }

    /** Who held a pid last until a time on the endpoint's UTC clock, also where it had ended; null where that is not known. */
    @Nullable
    String lastHolder(long pid, long time) {
        PidEntry entry = pid == EndpointEvent.ABSENT ? null : store.pids().get(pid);
        Holder last = entry == null ? null : PidEntry.lastHolder(time, holders(entry), clocks);
        return last == null ? null : last.entity();
    }

    /** Who held a pid when a child of it started: somebody who started before, so that nobody is his own ancestor. */
    @Nullable
    String holderBefore(long pid, long time, String child) {
        PidEntry entry = store.pids().get(pid);
        if (entry == null) {
            return null;
        }
        List<Holder> before = holders(entry).stream()
                .filter(holder -> holder.from() < time
                        || (holder.from() == time && holder.entity().compareTo(child) < 0))
                .toList();
        return entry.holderAt(time, before, clocks);
    }

    /** Who holds a pid, from when. */
    List<Holder> holders(PidEntry entry) {
        return entry.holders(clocks, endpoint);
    }
}
