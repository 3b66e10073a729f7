package io.cordon.engine.tree;

import io.cordon.engine.event.Bytes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The edges that lead away from a process, and what was told over each; changed in place. */
public final class Ways {
    private static final int VERSION = 1;

    private final SortedMap<String, Way> byEdge = new TreeMap<>();
    /** What was said last, as a number that any JVM makes of it; by edge and process. */
    private final SortedMap<String, Integer> said = new TreeMap<>();

    public SortedMap<String, Way> byEdge() {
        return byEdge;
    }

    /** Whether it is news for the process at an edge's end; nothing is none where nothing was said. */
    public boolean isNews(Graft graft) {
        String key = graft.edge() + '\n' + graft.process();
        if (graft.crossings().isEmpty()) {
            return said.remove(key) != null;
        }
        Integer now = graft.crossings().hashCode();
        return !now.equals(said.put(key, now));
    }

    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeInt(byEdge.size());
        for (Way way : byEdge.values()) {
            way.write(out);
        }
        out.writeInt(said.size());
        for (Map.Entry<String, Integer> entry : said.entrySet()) {
            Bytes.text(out, entry.getKey());
            out.writeInt(entry.getValue());
        }
    }

    public static Ways read(DataInput in) throws IOException {
        Bytes.version(in, VERSION);
        Ways ways = new Ways();
        for (int i = in.readInt(); i > 0; i--) {
            Way way = Way.read(in);
            ways.byEdge.put(way.edge(), way);
        }
        for (int i = in.readInt(); i > 0; i--) {
            ways.said.put(Bytes.text(in), in.readInt());
        }
        return ways;
    }
}
