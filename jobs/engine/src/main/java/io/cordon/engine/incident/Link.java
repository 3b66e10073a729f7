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
 * @param mentioned whether something was said of it itself, and not only of what it started or hangs below
 * @param told when the record was appended that had it told, in µs
 */
public record Link(
        String endpoint,
        String entity,
        @Nullable String parent,
        String image,
        String parentImage,
        String session,
        boolean mentioned,
        long told) {
    /** The oldest layout has no word of being mentioned. */
    private static final int OLDEST = 1;

    private static final int VERSION = 2;

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
                false,
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
        return new Link(endpoint, entity, parent, image, parentImage, session, mentioned, time);
    }

    Link under(@Nullable String other) {
        return new Link(endpoint, entity, other, image, parentImage, session, mentioned, told);
    }

    Link mentioned(boolean now) {
        return new Link(endpoint, entity, parent, image, parentImage, session, now, told);
    }

    /** Whether what started it and what it runs is known, and something was said of it: then it counts how rare that is. */
    boolean isRated() {
        return mentioned && !image.isEmpty() && !parentImage.isEmpty();
    }

    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        Bytes.text(out, endpoint);
        Bytes.text(out, entity);
        Bytes.text(out, parent);
        Bytes.text(out, image);
        Bytes.text(out, parentImage);
        Bytes.text(out, session);
        out.writeBoolean(mentioned);
        out.writeLong(told);
    }

    public static Link read(DataInput in) throws IOException {
        int version = Bytes.version(in, OLDEST, VERSION);
        return new Link(
                Bytes.text(in),
                Bytes.text(in),
                Bytes.nullable(in),
                Bytes.text(in),
                Bytes.text(in),
                Bytes.text(in),
                version > OLDEST && in.readBoolean(),
                in.readLong());
    }
}
