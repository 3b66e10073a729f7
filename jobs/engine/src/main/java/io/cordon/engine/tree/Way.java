package io.cordon.engine.tree;

import io.cordon.engine.event.Bytes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * An edge as its source has to know it: what a process and those above it satisfied goes over it to those that it started elsewhere.
 *
 * @param edge its id
 * @param endpoint the source's
 * @param process the source
 * @param target the endpoint that it leads to
 * @param started the processes there; none where the edge leads there no more
 * @param moment when the source asked for it, in µs on its endpoint's UTC clock
 * @param offset how far the source's clock runs ahead of the target's in µs; 0 where nothing tells
 */
public record Way(
        String tenant,
        String edge,
        String endpoint,
        String process,
        String target,
        List<String> started,
        long moment,
        long offset) {
    private static final int VERSION = 1;

    public Way {
        started = List.copyOf(started);
    }

    /** The same edge where it has come to nothing. */
    public Way withdrawn() {
        return new Way(tenant, edge, endpoint, process, target, List.of(), moment, offset);
    }

    /** Whether it comes from the same process as another. */
    public boolean isFromWhere(Way other) {
        return endpoint.equals(other.endpoint) && process.equals(other.process);
    }

    /** What goes over it to one of those that it started. */
    public Graft graft(String child, Crossings crossings) {
        return new Graft(tenant, edge, endpoint, process, target, child, crossings);
    }

    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        Bytes.text(out, tenant);
        Bytes.text(out, edge);
        Bytes.text(out, endpoint);
        Bytes.text(out, process);
        Bytes.text(out, target);
        Bytes.texts(out, started);
        out.writeLong(moment);
        out.writeLong(offset);
    }

    public static Way read(DataInput in) throws IOException {
        Bytes.version(in, VERSION);
        return new Way(
                Bytes.text(in),
                Bytes.text(in),
                Bytes.text(in),
                Bytes.text(in),
                Bytes.text(in),
                Bytes.texts(in),
                in.readLong(),
                in.readLong());
    }
}
