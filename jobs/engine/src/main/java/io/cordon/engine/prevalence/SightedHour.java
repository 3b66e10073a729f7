package io.cordon.engine.prevalence;

import io.cordon.engine.event.Bytes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Where an artefact was seen in one hour: of each endpoint its first sighting, of at most {@value #MOST} endpoints.
 *
 * <p>Of more endpoints it keeps those of the lowest {@linkplain EndpointHash hash}, and the lowest hash that it left out. So what it
 * holds depends on which endpoints there were, not on who came first, and says how many there were: see {@link Sightings}.
 */
public final class SightedHour {
    /** How many endpoints are kept of an hour. */
    public static final int MOST = 64;

    static final long NOTHING_CUT = Long.MAX_VALUE;

    private static final int VERSION = 1;

    /** By their endpoints' hashes. */
    private final List<Sighting> kept = new ArrayList<>();

    private long cut = NOTHING_CUT;
    /** When the first record was appended that told of it, in µs: what it takes is given back so long after. */
    private long append = Long.MAX_VALUE;

    /** What a sighting meant to an hour. */
    public enum News {
        /** It is the first of its hour. */
        FIRST,
        /** It is kept: the endpoint's first, or earlier than what was. */
        KEPT,
        /** The endpoint was seen before in this hour. */
        KNOWN,
        /** It is kept, and another endpoint is left out; or is left out itself. */
        CUT
    }

    News see(Sighting sighting, long appended) {
        append = Math.min(append, appended);
        int at = Collections.binarySearch(kept, sighting, EndpointHash.ORDER);
        if (at >= 0) {
            if (Sighting.EARLIEST.compare(sighting, kept.get(at)) >= 0) {
                return News.KNOWN;
            }
            kept.set(at, sighting);
            return News.KEPT;
        }
        if (EndpointHash.of(sighting.endpoint()) >= cut) {
            return News.KNOWN;
        }
        kept.add(-at - 1, sighting);
        if (kept.size() <= MOST) {
            return kept.size() == 1 ? News.FIRST : News.KEPT;
        }
        cut = EndpointHash.of(kept.remove(MOST).endpoint());
        return News.CUT;
    }

    /** Those that are kept. */
    public List<Sighting> sightings() {
        return List.copyOf(kept);
    }

    /** The lowest hash of an endpoint that is left out. */
    long cut() {
        return cut;
    }

    long append() {
        return append;
    }

    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeLong(append);
        out.writeLong(cut);
        out.writeInt(kept.size());
        for (Sighting sighting : kept) {
            Bytes.text(out, sighting.endpoint());
            out.writeLong(sighting.time());
            Bytes.text(out, sighting.entity());
        }
    }

    public static SightedHour read(DataInput in) throws IOException {
        Bytes.version(in, VERSION);
        SightedHour hour = new SightedHour();
        hour.append = in.readLong();
        hour.cut = in.readLong();
        for (int i = in.readInt(); i > 0; i--) {
            hour.kept.add(new Sighting(Bytes.text(in), in.readLong(), Bytes.nullable(in)));
        }
        return hour;
    }
}
