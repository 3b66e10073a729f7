package io.cordon.engine.tree;

import io.cordon.engine.event.Bytes;
import io.cordon.engine.event.EndpointEvent;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A process. What events say of it is kept as it was said; parent, inherited lineage and children are derived from that and
 * derived anew when it changes.
 */
public final class ProcessEntry {
    private static final int VERSION = 3;
    private static final int WITHOUT_GRAFTS = 2;
    private static final int WITHOUT_KIN = 1;

    private final String entity;

    /** Without what it says of its process, which has a table of its own. */
    @Nullable
    Start start;
    /** The earliest reported end in µs on the endpoint's UTC clock, or ABSENT. */
    long end = EndpointEvent.ABSENT;
    /** Anchors that events with this entity id satisfied. */
    Lineage own = Lineage.NONE;
    /** Anchors that events satisfied which carried only the pid, resolved to this process. */
    Lineage ownByPid = Lineage.NONE;
    /** Anchors that events with this entity id satisfy as far as lineage is known, which may turn out otherwise. */
    final NavigableSet<Satisfied> tentative = new TreeSet<>(Satisfied.ORDER);
    /** What ancestors had satisfied whose entries have ended. */
    Lineage gone = Lineage.NONE;
    /** What the parent had satisfied whose entry has ended. */
    Lineage goneParent = Lineage.NONE;
    /** What all ancestors satisfied. */
    Lineage inherited = Lineage.NONE;
    /** What is inherited over edges that lead to the process itself. */
    final SortedMap<String, Graft> grafts = new TreeMap<>();
    /** What it inherits over edges that lead to it or to those above. */
    Crossings crossed = Crossings.NONE;
    /** The same of ancestors whose entries have ended. */
    Crossings goneCrossed = Crossings.NONE;
    /** Anchors that events with only the pid satisfied, resting on what came over edges. */
    Crossings crossedByPid = Crossings.NONE;

    @Nullable
    String parent;

    @Nullable
    String firstChild;

    @Nullable
    String nextSibling;
    /** Events whose verdict rests on this entry. */
    final Watchers watchers = new Watchers();

    private ProcessEntry(String entity) {
        this.entity = entity;
    }

    /** A process of which nothing is known but its id. */
    public static ProcessEntry of(String entity) {
        return new ProcessEntry(entity);
    }

    public String entity() {
        return entity;
    }

    /** When it was started and by whom; for what its start says of it ask {@link ProcessTree#start}. */
    public @Nullable Start start() {
        return start;
    }

    public @Nullable String parent() {
        return parent;
    }

    public long end() {
        return end;
    }

    /** Whether its start was read, so that what the start says is settled. */
    public boolean isStarted() {
        return start != null && start.isKnown();
    }

    public boolean descendsFrom(long anchor, long time, EndpointHeader clocks) {
        return inherited.holds(anchor, time, clocks);
    }

    /** Whether events of its own satisfied the anchor at or before a time. */
    public boolean satisfies(long anchor, long time, EndpointHeader clocks) {
        return satisfied().holds(anchor, time, clocks);
    }

    /** Whether its parent did, whose entry has ended. */
    public boolean goneParentSatisfied(long anchor, long time, EndpointHeader clocks) {
        return goneParent.holds(anchor, time, clocks);
    }

    /** What its own events satisfied, by what happened on the endpoint. */
    Lineage satisfied() {
        Lineage satisfied = own.join(ownByPid);
        for (Satisfied one : tentative) {
            if (one.isLocal()) {
                satisfied =
                        satisfied.with(one.anchor(), one.at().time(), one.at().clock());
            }
        }
        return satisfied;
    }

    /** What its own events satisfied, resting on what came over edges. */
    Crossings satisfiedOver(String endpoint, EndpointHeader clocks) {
        Crossings satisfied = crossedByPid;
        for (Satisfied one : tentative) {
            if (!one.isLocal()) {
                satisfied = satisfied.with(
                        new Crossed(one.anchor(), endpoint, entity, one.edges()),
                        clocks.utc(one.at().time(), one.at().clock()));
            }
        }
        return satisfied;
    }

    /** What its children inherit over edges. */
    Crossings crossing(String endpoint, EndpointHeader clocks) {
        return crossed.join(satisfiedOver(endpoint, clocks));
    }

    /** What whoever is its parent over an edge satisfied. */
    Crossings ofRemoteParents() {
        Crossings all = Crossings.NONE;
        for (Graft graft : grafts.values()) {
            all = all.join(graft.ofParent());
        }
        return all;
    }

    /** What its children inherit. */
    Lineage bequeathed() {
        return inherited.join(satisfied());
    }

    boolean isPlain() {
        return own.isEmpty()
                && ownByPid.isEmpty()
                && tentative.isEmpty()
                && inherited.isEmpty()
                && isUncrossed()
                && watchers.isEmpty();
    }

    private boolean isUncrossed() {
        return grafts.isEmpty() && crossed.isEmpty() && goneCrossed.isEmpty() && crossedByPid.isEmpty();
    }

    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        Bytes.text(out, entity);
        out.writeBoolean(start != null);
        if (start != null) {
            start.write(out);
        }
        out.writeLong(end);
        own.write(out);
        ownByPid.write(out);
        gone.write(out);
        goneParent.write(out);
        Satisfied.write(out, tentative);
        inherited.write(out);
        Bytes.text(out, parent);
        Bytes.text(out, firstChild);
        Bytes.text(out, nextSibling);
        watchers.write(out);
        out.writeBoolean(!isUncrossed());
        if (!isUncrossed()) {
            out.writeInt(grafts.size());
            for (Graft graft : grafts.values()) {
                graft.write(out);
            }
            crossed.write(out);
            goneCrossed.write(out);
            crossedByPid.write(out);
        }
    }

    public static ProcessEntry read(DataInput in) throws IOException {
        int version = Bytes.version(in, WITHOUT_KIN, VERSION);
        ProcessEntry entry = new ProcessEntry(Bytes.text(in));
        entry.start = in.readBoolean() ? Start.read(in) : null;
        entry.end = in.readLong();
        entry.own = Lineage.read(in);
        entry.ownByPid = Lineage.read(in);
        entry.gone = Lineage.read(in);
        entry.goneParent = version == WITHOUT_KIN ? Lineage.NONE : Lineage.read(in);
        if (version != WITHOUT_KIN) {
            Satisfied.read(in, entry.tentative);
        }
        entry.inherited = Lineage.read(in);
        entry.parent = Bytes.nullable(in);
        entry.firstChild = Bytes.nullable(in);
        entry.nextSibling = Bytes.nullable(in);
        entry.watchers.read(in);
        if (version != WITHOUT_KIN) {
            entry.watchers.readMore(in);
        }
        if (version > WITHOUT_GRAFTS && in.readBoolean()) {
            for (int i = in.readInt(); i > 0; i--) {
                Graft graft = Graft.read(in);
                entry.grafts.put(graft.key(), graft);
            }
            entry.crossed = Crossings.read(in);
            entry.goneCrossed = Crossings.read(in);
            entry.crossedByPid = Crossings.read(in);
        }
        return entry;
    }
}
