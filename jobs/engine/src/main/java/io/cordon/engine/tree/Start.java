package io.cordon.engine.tree;

import io.cordon.engine.event.Activity;
import io.cordon.engine.event.Bytes;
import io.cordon.engine.event.Clock;
import io.cordon.engine.event.Column;
import io.cordon.engine.event.EndpointEvent;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a process's start.
 *
 * @param rank how much the source is to be trusted; of two reports the higher one stands
 * @param time in µs on {@code clock}: the start, or for {@link Rank#SEEN} the first event of the process
 * @param columns what the start says of its process, in the order of {@link #KEPT}
 */
public record Start(
        Rank rank,
        long time,
        Clock clock,
        long pid,
        @Nullable String parentEntity,
        long parentPid,
        List<String> columns) {

    /** What later events of a process may lack and rules may ask of them. */
    static final List<Column> KEPT = List.of(
            Column.EXECUTABLE,
            Column.COMMAND_LINE,
            Column.ORIGINAL_FILE_NAME,
            Column.WORKING_DIRECTORY,
            Column.USER,
            Column.INTEGRITY_LEVEL,
            Column.PARENT_EXECUTABLE,
            Column.PARENT_COMMAND_LINE,
            Column.PARENT_USER,
            Column.LOGON_ID);

    /** How much of a text is kept: command lines grow as long as their writer likes. */
    static final int MAX_TEXT = 4_096;

    private static final Comparator<Start> BEST = Comparator.comparing(Start::rank)
            .reversed()
            .thenComparing(Start::time)
            .thenComparing(start -> start.columns.toString())
            .thenComparing(start -> String.valueOf(start.parentEntity))
            .thenComparing(Start::parentPid)
            .thenComparing(Start::pid);

    public Start {
        columns = List.copyOf(columns);
    }

    enum Rank {
        /** Only other events of the process were read. */
        SEEN,
        /** Reported without the sensor's id (Security 4688). */
        RECORDED,
        /** Reported by the sensor that gave the process its id. */
        SENSED
    }

    static Start of(EndpointEvent event, Rank rank) {
        return new Start(
                rank,
                event.time(),
                event.clock(),
                event.pid(),
                rank == Rank.SEEN ? null : event.parentEntity(),
                rank == Rank.SEEN ? EndpointEvent.ABSENT : event.parentPid(),
                rank == Rank.SEEN
                        ? List.of()
                        : KEPT.stream()
                                .map(column -> kept(event.column(column)))
                                .toList());
    }

    private static String kept(@Nullable String text) {
        return text == null ? "" : text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
    }

    /** Without what it says of its process: who held a pid when, and who descends from whom, needs no more. */
    Start bare() {
        return new Start(rank, time, clock, pid, parentEntity, parentPid, List.of());
    }

    /** With what it says of its process. */
    Start saying(StartTexts texts) {
        return new Start(rank, time, clock, pid, parentEntity, parentPid, texts.columns());
    }

    /** The report that stands; the same whichever came first. */
    Start join(@Nullable Start other) {
        return other == null || BEST.compare(this, other) <= 0 ? this : other;
    }

    /** Whether the start itself was read, not only later events. */
    public boolean isKnown() {
        return rank != Rank.SEEN;
    }

    /** What the start said of its process, or null. */
    public @Nullable String column(Column column) {
        int index = KEPT.indexOf(column);
        return index < 0 || index >= columns.size() || columns.get(index).isEmpty() ? null : columns.get(index);
    }

    /** The event that it was, as far as that is kept. */
    EndpointEvent event(String entity, String endpoint, String tenant) {
        EndpointEvent.Builder event = EndpointEvent.builder()
                .tenant(tenant)
                .endpoint(endpoint)
                .id("start of " + entity)
                .position("")
                .time(time, clock)
                .activity(Activity.PROCESS_START)
                .process(entity, pid)
                .parent(parentEntity, parentPid);
        KEPT.forEach(column -> event.column(column, column(column)));
        return event.build();
    }

    void write(DataOutput out) throws IOException {
        Bytes.text(out, rank.name());
        out.writeLong(time);
        out.writeBoolean(clock == Clock.UTC);
        out.writeLong(pid);
        Bytes.text(out, parentEntity);
        out.writeLong(parentPid);
        out.writeByte(columns.size());
        for (String column : columns) {
            Bytes.text(out, column);
        }
    }

    static Start read(DataInput in) throws IOException {
        Rank rank = Rank.valueOf(Bytes.text(in));
        long time = in.readLong();
        Clock clock = in.readBoolean() ? Clock.UTC : Clock.RECORD;
        long pid = in.readLong();
        String parentEntity = Bytes.nullable(in);
        long parentPid = in.readLong();
        String[] columns = new String[in.readByte()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = Bytes.text(in);
        }
        return new Start(rank, time, clock, pid, parentEntity, parentPid, List.of(columns));
    }
}
