package io.cordon.engine.edge;

import io.cordon.engine.event.Bytes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What one key says of an edge now, as it goes to those who have heard what the others say.
 *
 * @param id the edge's, by which it travels
 * @param edge null where the key takes it back
 * @param append when the record was appended that had it told, in µs
 */
public record EdgeNews(String key, String id, @Nullable Edge edge, long append) {
    private static final int VERSION = 1;

    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        Bytes.text(out, key);
        Bytes.text(out, id);
        EdgeBytes.optional(out, edge, (to, one) -> one.write(to));
        out.writeLong(append);
    }

    public static EdgeNews read(DataInput in) throws IOException {
        Bytes.version(in, VERSION);
        return new EdgeNews(Bytes.text(in), Bytes.text(in), EdgeBytes.optional(in, Edge::read), in.readLong());
    }
}
