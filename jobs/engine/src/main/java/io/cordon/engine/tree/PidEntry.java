package io.cordon.engine.tree;

import io.cordon.engine.event.Bytes;
import io.cordon.engine.event.Clock;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.tree.EndpointHeader.ClockTime;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Everything that was said of one pid, as it was said; who held it when is derived from that. */
public final class PidEntry {
    private static final int VERSION = 1;
    /** How many of each kind are kept of one pid; the oldest go first. */
    static final int CAP = 256;
    /** Reports of one start by two sources lie within this: the record clock's resolution is a second, rounded twice. */
    static final long TWIN_MICROS = 2_000_000;
    /** An event may seem to come this long before its process's start, or after its end. */
    private static final long SLACK_MICROS = 1_000_000;

    private static final Comparator<ClockTime> BY_TIME =
            Comparator.comparing(ClockTime::time).thenComparing(ClockTime::clock);

    /** Processes with a sensor's id; their entries hold what the start said. */
    final Map<String, Start> sensed = new TreeMap<>();
    /** Starts that were reported without one, by event id. */
    final Map<String, Start> recorded = new TreeMap<>();

    private final Set<ClockTime> ends = new TreeSet<>(BY_TIME);
    /** Anchors that events with only this pid satisfied. */
    final NavigableSet<Satisfied> satisfied = new TreeSet<>(Satisfied.ORDER);
    /** Processes whose parent is only known by this pid, with their start. */
    final Map<String, ClockTime> children = new TreeMap<>();
    /** Events with only this pid whose verdict rests on who held it. */
    final Watchers watchers = new Watchers();
    /** Entity ids made up for recorded starts that have no sensed twin. */
    final Set<String> madeUp = new TreeSet<>();

    /** A process that held the pid from a time on, in µs on the endpoint's UTC clock. */
    record Holder(String entity, long from, Start start) {}

    boolean end(ClockTime end) {
        boolean changed = ends.add(end);
        return cap(ends) && changed;
    }

    /** Drops the first beyond the cap; whether nothing had to go. */
    static <T> boolean cap(Set<T> set) {
        if (set.size() <= CAP) {
            return true;
        }
        set.remove(set.iterator().next());
        return false;
    }

    /** All holders in the order of their starts; a recorded start that has a sensed twin is not one of its own. */
    List<Holder> holders(EndpointHeader clocks, String endpoint) {
        List<Holder> holders = new ArrayList<>();
        sensed.forEach(
                (entity, start) -> holders.add(new Holder(entity, clocks.utc(start.time(), start.clock()), start)));
        List<Holder> recordedAlone = new ArrayList<>();
        recorded.values().forEach(start -> {
            long from = clocks.utc(start.time(), start.clock());
            boolean twin = holders.stream()
                    .anyMatch(holder -> holder.start.isKnown() && Math.abs(holder.from - from) <= TWIN_MICROS);
            if (!twin) {
                recordedAlone.add(new Holder(madeUpEntity(endpoint, start), from, start));
            }
        });
        holders.addAll(recordedAlone);
        holders.sort(Comparator.comparing(Holder::from).thenComparing(Holder::entity));
        return holders;
    }

    private static String madeUpEntity(String endpoint, Start start) {
        return endpoint + "/" + start.pid() + "/" + start.time();
    }

    /** Who held the pid at a time on the endpoint's UTC clock, or null where that is not known. */
    @Nullable
    String holderAt(long time, List<Holder> holders, EndpointHeader clocks) {
        Holder found = lastHolder(time, holders, clocks);
        if (found == null) {
            return null;
        }
        for (ClockTime end : ends) {
            long at = clocks.utc(end.time(), end.clock());
            if (at >= found.from && at + SLACK_MICROS < time) {
                return null;
            }
        }
        return found.entity;
    }

    /** Who held it last until a time, whether or not it had ended by then; null where that is not known. */
    @Nullable
    static Holder lastHolder(long time, List<Holder> holders, EndpointHeader clocks) {
        Holder found = null;
        for (Holder holder : holders) {
            if (holder.from <= time + SLACK_MICROS) {
                found = holder;
            }
        }
        return found == null || clocks.bootedBetween(found.from + SLACK_MICROS, time) ? null : found;
    }

    boolean isEmpty() {
        return sensed.isEmpty()
                && recorded.isEmpty()
                && satisfied.isEmpty()
                && children.isEmpty()
                && watchers.isEmpty()
                && madeUp.isEmpty();
    }

    /**
     * Drops what lies before a time on the endpoint's UTC clock and belongs to no process that is still kept.
     *
     * @return whether anything was dropped
     */
    boolean forget(long before, EndpointHeader clocks, Table<String, ProcessEntry> processes) {
        Predicate<String> gone = entity -> processes.get(entity) == null;
        boolean dropped = sensed.keySet().removeIf(gone);
        dropped |= recorded.values().removeIf(start -> clocks.utc(start.time(), start.clock()) < before);
        dropped |= madeUp.removeIf(gone);
        dropped |= children.keySet().removeIf(gone);
        dropped |= ends.removeIf(end -> clocks.utc(end.time(), end.clock()) < before);
        dropped |=
                satisfied.removeIf(one -> clocks.utc(one.at().time(), one.at().clock()) < before);
        return dropped;
    }

    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        starts(out, sensed);
        starts(out, recorded);
        out.writeInt(ends.size());
        for (ClockTime end : ends) {
            time(out, end);
        }
        Satisfied.write(out, satisfied);
        out.writeInt(children.size());
        for (Map.Entry<String, ClockTime> child : children.entrySet()) {
            Bytes.text(out, child.getKey());
            time(out, child.getValue());
        }
        watchers.write(out);
        texts(out, madeUp);
    }

    public static PidEntry read(DataInput in) throws IOException {
        Bytes.version(in, VERSION);
        PidEntry entry = new PidEntry();
        starts(in, entry.sensed);
        starts(in, entry.recorded);
        for (int i = in.readInt(); i > 0; i--) {
            entry.ends.add(time(in));
        }
        Satisfied.read(in, entry.satisfied);
        for (int i = in.readInt(); i > 0; i--) {
            entry.children.put(Bytes.text(in), time(in));
        }
        entry.watchers.read(in);
        entry.watchers.readMore(in);
        texts(in, entry.madeUp);
        return entry;
    }

    private static void starts(DataOutput out, Map<String, Start> starts) throws IOException {
        out.writeInt(starts.size());
        for (Map.Entry<String, Start> start : starts.entrySet()) {
            Bytes.text(out, start.getKey());
            start.getValue().write(out);
        }
    }

    private static void starts(DataInput in, Map<String, Start> starts) throws IOException {
        for (int i = in.readInt(); i > 0; i--) {
            starts.put(Bytes.text(in), Start.read(in));
        }
    }

    private static void time(DataOutput out, ClockTime time) throws IOException {
        out.writeLong(time.time());
        out.writeBoolean(time.clock() == Clock.UTC);
    }

    private static ClockTime time(DataInput in) throws IOException {
        return new ClockTime(in.readLong(), in.readBoolean() ? Clock.UTC : Clock.RECORD);
    }

    private static void texts(DataOutput out, Set<String> texts) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            Bytes.text(out, text);
        }
    }

    private static void texts(DataInput in, Set<String> texts) throws IOException {
        for (int i = in.readInt(); i > 0; i--) {
            texts.add(Bytes.text(in));
        }
    }

    /** Whose watchers those of a pid are. */
    static String owner(long pid) {
        return "pid " + pid;
    }

    static ClockTime at(EndpointEvent event) {
        return new ClockTime(event.time(), event.clock());
    }
}
