package io.cordon.engine.detect;

import io.cordon.engine.correlate.Hit;
import io.cordon.engine.correlate.HitBytes;
import io.cordon.engine.event.Bytes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Hits whose chains wait for the endpoint's time to pass a moment: what must not follow them has not, then. */
public final class Waiting {
    private static final int VERSION = 1;
    private static final int MOST_HITS = 16;

    final List<Hit> hits = new ArrayList<>();

    /** Whether a hit, or an earlier version of it, has its place here. */
    boolean hasRoom(Hit hit) {
        return hits.size() < MOST_HITS || hits.stream().anyMatch(hit::replaces);
    }

    void put(Hit hit) {
        hits.removeIf(hit::replaces);
        hits.add(hit);
    }

    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeInt(hits.size());
        for (Hit hit : hits) {
            HitBytes.write(hit, out);
        }
    }

    public static Waiting read(DataInput in) throws IOException {
        Bytes.version(in, VERSION);
        Waiting waiting = new Waiting();
        for (int i = in.readInt(); i > 0; i--) {
            waiting.hits.add(HitBytes.hit(in));
        }
        return waiting;
    }
}
