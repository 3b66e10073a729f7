package io.cordon.engine.detect;

import io.cordon.engine.event.Bytes;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.event.EventBytes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** An event that some rule or anchor holds for, or may still; kept until its endpoint's time has passed it by the lateness. */
public final class OpenMatch {
    private static final int VERSION = 1;
    /** Beyond this, further places at which the event was read are only counted by their absence. */
    private static final int MAX_POSITIONS = 16;

    final EndpointEvent event;
    /** Where it was read; in what order has no influence. */
    final Set<String> positions = new TreeSet<>();
    /** What was said last, by rule id. */
    final Map<String, Said> said = new TreeMap<>();

    long firstAppend;

    OpenMatch(EndpointEvent event) {
        this.event = event;
        this.firstAppend = event.appendTime();
        positions.add(event.position());
    }

    /**
     * The last version of a finding.
     *
     * @param version 0 while the rule has only been open
     * @param digest of everything it said, so that what changes nothing is not said again
     */
    record Said(int version, int digest) {
        static final Said NOTHING = new Said(0, 0);
    }

    /** Takes in a copy of the event; whether that is news. */
    boolean readAgain(EndpointEvent copy) {
        boolean earlier = copy.appendTime() < firstAppend;
        firstAppend = Math.min(firstAppend, copy.appendTime());
        boolean elsewhere = positions.add(copy.position());
        if (positions.size() > MAX_POSITIONS) {
            positions.remove(((TreeSet<String>) positions).last());
        }
        return earlier || elsewhere;
    }

    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        EventBytes.write(event, out);
        out.writeLong(firstAppend);
        out.writeInt(positions.size());
        for (String position : positions) {
            Bytes.text(out, position);
        }
        out.writeInt(said.size());
        for (Map.Entry<String, Said> entry : said.entrySet()) {
            Bytes.text(out, entry.getKey());
            out.writeInt(entry.getValue().version());
            out.writeInt(entry.getValue().digest());
        }
    }

    public static OpenMatch read(DataInput in) throws IOException {
        Bytes.version(in, VERSION);
        OpenMatch match = new OpenMatch(EventBytes.read(in));
        match.firstAppend = in.readLong();
        for (int i = in.readInt(); i > 0; i--) {
            match.positions.add(Bytes.text(in));
        }
        for (int i = in.readInt(); i > 0; i--) {
            match.said.put(Bytes.text(in), new Said(in.readInt(), in.readInt()));
        }
        return match;
    }
}
