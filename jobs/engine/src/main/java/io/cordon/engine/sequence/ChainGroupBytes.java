package io.cordon.engine.sequence;

import io.cordon.engine.correlate.Hit;
import io.cordon.engine.correlate.HitBytes;
import io.cordon.engine.correlate.Place;
import io.cordon.engine.event.Bytes;
import io.cordon.engine.sequence.ChainGroup.Moment;
import io.cordon.engine.sequence.ChainGroup.Said;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How a chain's group is laid out in state: what a walk over its hits finds again is left out. */
public final class ChainGroupBytes {
    private static final int VERSION = 1;

    private ChainGroupBytes() {}

    public static void write(ChainGroup group, DataOutput out) throws IOException {
        out.writeByte(VERSION);
        HitBytes.write(group.place, out);
        out.writeLong(group.clock);
        out.writeLong(group.lastAppend);
        out.writeLong(group.append);
        out.writeLong(group.horizon);
        List<Spot> hits = new ArrayList<>();
        for (Moment moment : group.moments.values()) {
            hits.addAll(moment.spots);
        }
        write(hits, out);
        write(group.traces.before(group.horizon), out);
        out.writeInt(group.pending.size());
        for (Map.Entry<Integer, Partial> entry : group.pending.entrySet()) {
            out.writeInt(entry.getKey());
            write(entry.getValue().spots(), out);
        }
        List<Candidate> past = group.candidates.before(group.horizon);
        out.writeInt(past.size());
        for (Candidate candidate : past) {
            write(candidate.match.spots(), out);
        }
        out.writeInt(group.passed.size());
        for (Map.Entry<String, Long> entry : group.passed.entrySet()) {
            Bytes.text(out, entry.getKey());
            out.writeLong(entry.getValue());
        }
        out.writeInt(group.said.size());
        for (Said said : group.said.values()) {
            out.writeInt(said.version());
            out.writeInt(said.digest());
            out.writeBoolean(said.isRetracted());
            HitBytes.writeIn(said.completing(), out);
        }
    }

    public static ChainGroup read(DataInput in) throws IOException {
        Bytes.version(in, VERSION);
        ChainGroup group = new ChainGroup(HitBytes.place(in));
        long clock = in.readLong();
        long lastAppend = in.readLong();
        group.append = in.readLong();
        group.horizon = in.readLong();
        List<Spot> hits = spots(group.place, in);
        spots(group.place, in).forEach(group.traces::put);
        group.pending = new TreeMap<>();
        for (int i = in.readInt(); i > 0; i--) {
            int state = in.readInt();
            group.pending.put(state, new Partial(spots(group.place, in)));
        }
        hits.forEach(spot -> group.put(spot.hit()));
        group.clock = clock;
        group.lastAppend = lastAppend;
        for (int i = in.readInt(); i > 0; i--) {
            group.hold(new Partial(spots(group.place, in)));
        }
        for (int i = in.readInt(); i > 0; i--) {
            group.passed.put(Bytes.text(in), in.readLong());
        }
        for (int i = in.readInt(); i > 0; i--) {
            Said said = new Said(in.readInt(), in.readInt(), in.readBoolean(), HitBytes.hit(group.place, in));
            group.said.put(said.completing().event(), said);
        }
        group.touchAll();
        return group;
    }

    private static void write(Collection<Spot> spots, DataOutput out) throws IOException {
        out.writeInt(spots.size());
        for (Spot spot : spots) {
            HitBytes.writeIn(spot.hit(), out);
        }
    }

    private static List<Spot> spots(Place place, DataInput in) throws IOException {
        List<Spot> spots = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            Hit hit = HitBytes.hit(place, in);
            spots.add(Spot.of(hit));
        }
        return spots;
    }
}
