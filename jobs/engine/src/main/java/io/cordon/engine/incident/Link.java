package io.cordon.engine.incident;

import io.cordon.engine.event.Bytes;
import io.cordon.engine.event.Column;
import io.cordon.engine.tree.ProcessEntry;
import io.cordon.engine.tree.ProcessTree;
import io.cordon.engine.tree.Start;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What says where a process stands in its endpoint's trees.
 *
 * @param image what it runs, as far as its start was read; else empty
 * @param parentImage what started it, as its own start says; else empty
 * @param session its logon id, or empty
 * @param told when the record was appended that had it told, in µs
 */
public record Link(
        String endpoint,
        String entity,
        @Nullable String parent,
        String image,
        String parentImage,
        String session,
        long told) {
    private static final int VERSION = 1;

    /** As its tree knows it; null where it does not. */
    static @Nullable Link of(String endpoint, ProcessTree tree, String entity, long told) {
        ProcessEntry process = tree.process(entity);
        if (process == null) {
            return null;
        }
        Start start = tree.start(process);
        return new Link(
                endpoint,
                entity,
                process.parent(),
                text(start, Column.EXECUTABLE),
                text(start, Column.PARENT_EXECUTABLE),
                text(start, Column.LOGON_ID),
                told);
    }

    private static String text(@Nullable Start start, Column column) {
        String text = start == null ? null : start.column(column);
        return text == null ? "" : text;
    }

    static String id(String endpoint, String entity) {
        return endpoint + ' ' + entity;
    }

    String id() {
        return id(endpoint, entity);
    }

    /** Whether it says the same, whenever it was told. */
    boolean says(Link other) {
        return equals(other.at(told));
    }

    private Link at(long time) {
        return new Link(endpoint, entity, parent, image, parentImage, session, time);
    }

    Link under(@Nullable String other) {
        return new Link(endpoint, entity, other, image, parentImage, session, told);
    }

    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        Bytes.text(out, endpoint);
        Bytes.text(out, entity);
        Bytes.text(out, parent);
        Bytes.text(out, image);
        Bytes.text(out, parentImage);
        Bytes.text(out, session);
        out.writeLong(told);
    }

    public static Link read(DataInput in) throws IOException {
        Bytes.version(in, VERSION);
        return new Link(
                Bytes.text(in),
                Bytes.text(in),
                Bytes.nullable(in),
                Bytes.text(in),
                Bytes.text(in),
                Bytes.text(in),
                in.readLong());
    }
}
