package io.cordon.engine.edge;

import io.cordon.engine.event.Bytes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one edge: a target's halves may lie at several keys, and the best that any of them says stands.
 *
 * @param version counts up whenever another stands than before; 0 before the first
 * @param byKey what each key says
 * @param append when the last record was appended that told of it, in µs
 */
public record KnownEdge(int version, SortedMap<String, Edge> byKey, long append) {
    /** Nothing is known. */
    public static final KnownEdge NONE = new KnownEdge(0, Collections.emptySortedMap(), Long.MIN_VALUE);

    private static final int VERSION = 1;
    private static final Comparator<Edge> BEST = Comparator.comparing(Edge::tier)
            .thenComparing(edge -> edge.source().process().isEmpty())
            .thenComparing(edge -> edge.source().endpoint().isEmpty())
            .thenComparing(edge -> edge.keys().toString());

    /** The edge that stands, or null where all keys have taken it back. */
    public @Nullable Edge best() {
        return byKey.values().stream().min(BEST).orElse(null);
    }

    public KnownEdge with(EdgeNews news) {
        SortedMap<String, Edge> now = new TreeMap<>(byKey);
        if (news.edge() == null) {
            now.remove(news.key());
        } else {
            now.put(news.key(), news.edge());
        }
        KnownEdge same = new KnownEdge(version, now, Math.max(append, news.append()));
        return Objects.equals(best(), same.best()) ? same : new KnownEdge(version + 1, now, same.append);
    }

    /** Whether nothing can change it any more: what it was made of has ended. */
    public boolean isOver(long now, EdgeLimits limits) {
        boolean mayStart =
                byKey.values().stream().anyMatch(edge -> edge.mechanism().leavesObject());
        return append < now - EdgeLimits.micros(mayStart ? limits.objects() : limits.sessions());
    }

    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeInt(version);
        out.writeInt(byKey.size());
        for (Map.Entry<String, Edge> entry : byKey.entrySet()) {
            Bytes.text(out, entry.getKey());
            entry.getValue().write(out);
        }
        out.writeLong(append);
    }

    public static KnownEdge read(DataInput in) throws IOException {
        Bytes.version(in, VERSION);
        int version = in.readInt();
        SortedMap<String, Edge> byKey = new TreeMap<>();
        for (int i = in.readInt(); i > 0; i--) {
            byKey.put(Bytes.text(in), Edge.read(in));
        }
        return new KnownEdge(version, byKey, in.readLong());
    }
}
