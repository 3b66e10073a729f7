package io.cordon.engine.edge;

import io.cordon.engine.event.Bytes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * What stage 1 knows of an endpoint as a whole.
 *
 * @param offset the offset between the endpoint's clocks with which traces were last written
 * @param addresses the endpoint's own, from connections that it made
 */
public record TraceHeader(long offset, List<String> addresses) {
    /** Nothing yet. */
    public static final TraceHeader NONE = new TraceHeader(0, List.of());

    private static final int VERSION = 1;

    public TraceHeader {
        addresses = List.copyOf(addresses);
    }

    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeLong(offset);
        Bytes.texts(out, addresses);
    }

    public static TraceHeader read(DataInput in) throws IOException {
        Bytes.version(in, VERSION);
        return new TraceHeader(in.readLong(), Bytes.texts(in));
    }
}
