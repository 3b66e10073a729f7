package io.cordon.detect;

import io.cordon.engine.edge.EdgeNews;
import io.cordon.engine.edge.Trace;
import io.cordon.streaming.KeyedBytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.flink.util.OutputTag;

/** What goes from task to task for edges: halves by where they meet, and what was made of them there by the edge. */
final class Traces {
    private static final OutputTag<KeyedBytes> TAG = new Tag();

    private Traces() {}

    private static final class Tag extends OutputTag<KeyedBytes> {
        private static final long serialVersionUID = 1;

        Tag() {
            super("traces");
        }
    }

    /** Lays one of them out. */
    private interface Writes {
        void to(DataOutput out) throws IOException;
    }

    /** Reads one of them. */
    private interface Reads<T> {
        T from(DataInput in) throws IOException;
    }

    /** Where halves go. */
    static OutputTag<KeyedBytes> tag() {
        return TAG;
    }

    static KeyedBytes encode(Trace trace) {
        return encode(trace.place(), trace::write);
    }

    static Trace trace(KeyedBytes record) {
        return decode(record, Trace::read);
    }

    static KeyedBytes encode(EdgeNews news) {
        return encode(news.id(), news::write);
    }

    static EdgeNews news(KeyedBytes record) {
        return decode(record, EdgeNews::read);
    }

    private static KeyedBytes encode(String key, Writes writes) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            writes.to(new DataOutputStream(bytes));
            return new KeyedBytes(key, bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> T decode(KeyedBytes record, Reads<T> reads) {
        try {
            return reads.from(new DataInputStream(new ByteArrayInputStream(record.value())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
