package io.cordon.engine.tree;

import io.cordon.engine.event.Bytes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What a process inherits over an edge; a later one of the same edge, source and process replaces it.
 *
 * @param edge the edge's id
 * @param sourceEndpoint where the edge comes from
 * @param source the process that it comes from
 * @param endpoint where it leads
 * @param process the process that it leads to
 * @param crossings none where nothing is inherited, or no more
 */
public record Graft(
        String tenant,
        String edge,
        String sourceEndpoint,
        String source,
        String endpoint,
        String process,
        Crossings crossings) {
    private static final int VERSION = 1;

    /** Tells it from what else is grafted on its process. */
    String key() {
        return edge + '\n' + sourceEndpoint + '\n' + source;
    }

    /** What the source itself satisfied: its parent has, for whom it is a parent. */
    Crossings ofParent() {
        return crossings.of(sourceEndpoint, source);
    }

    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        Bytes.text(out, tenant);
        Bytes.text(out, edge);
        Bytes.text(out, sourceEndpoint);
        Bytes.text(out, source);
        Bytes.text(out, endpoint);
        Bytes.text(out, process);
        crossings.write(out);
    }

    public static Graft read(DataInput in) throws IOException {
        Bytes.version(in, VERSION);
        return new Graft(
                Bytes.text(in),
                Bytes.text(in),
                Bytes.text(in),
                Bytes.text(in),
                Bytes.text(in),
                Bytes.text(in),
                Crossings.read(in));
    }
}
