package io.cordon.engine.correlate;

import io.cordon.engine.correlate.Group.Said;
import io.cordon.engine.event.Bytes;
import io.cordon.engine.finding.Evidence;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a group is laid out in state: each hit is an entry; a head lists those that are none yet. */
public final class GroupBytes {
    private static final int VERSION = 1;
    private static final int HIT_VERSION = 1;

    private GroupBytes() {}

    static byte[] hit(Hit hit) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeByte(HIT_VERSION);
            HitBytes.writeIn(hit, out);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Hit hit(Place place, byte[] entry) {
        try {
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(entry));
            Bytes.version(in, HIT_VERSION);
            return HitBytes.hit(place, in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void write(Group group, DataOutput out) throws IOException {
        out.writeByte(VERSION);
        HitBytes.write(group.place, out);
        out.writeInt(group.hits.size());
        for (Hit hit : group.hits) {
            HitBytes.writeIn(hit, out);
        }
        out.writeLong(group.clock);
        out.writeLong(group.lastAppend);
        out.writeLong(group.dropped);
        out.writeLong(group.openReach);
        run(group.open, out);
        out.writeInt(group.said.size());
        for (Map.Entry<String, Said> entry : group.said.entrySet()) {
            Said said = entry.getValue();
            Bytes.text(out, entry.getKey());
            out.writeInt(said.version());
            out.writeInt(said.digest());
            out.writeLong(said.events());
            out.writeBoolean(said.isSettled());
            HitBytes.writeIn(said.completing(), out);
            HitBytes.shares(said.onward(), out);
        }
    }

    public static Group read(DataInput in) throws IOException {
        Bytes.version(in, VERSION);
        Place place = HitBytes.place(in);
        Group group = new Group(place);
        for (int i = in.readInt(); i > 0; i--) {
            group.hits.add(HitBytes.hit(place, in));
        }
        group.clock = in.readLong();
        group.lastAppend = in.readLong();
        group.dropped = in.readLong();
        group.openReach = in.readLong();
        group.open = run(place, in);
        for (int i = in.readInt(); i > 0; i--) {
            group.said.put(
                    Bytes.text(in),
                    new Said(
                            in.readInt(),
                            in.readInt(),
                            in.readLong(),
                            in.readBoolean(),
                            HitBytes.hit(place, in),
                            HitBytes.shares(in)));
        }
        return group;
    }

    private static void run(@Nullable Run run, DataOutput out) throws IOException {
        out.writeBoolean(run != null);
        if (run != null) {
            HitBytes.writeIn(run.completing, out);
            HitBytes.shares(run.onward, out);
            out.writeInt(run.evidence.size());
            for (Evidence evidence : run.evidence) {
                HitBytes.write(evidence, out);
            }
            HitBytes.texts(run.endpoints, out);
            out.writeLong(run.last);
            out.writeLong(run.events);
            out.writeBoolean(run.isSettled);
            Bytes.text(out, run.lastEvent);
        }
    }

    private static @Nullable Run run(Place place, DataInput in) throws IOException {
        if (!in.readBoolean()) {
            return null;
        }
        Hit completing = HitBytes.hit(place, in);
        List<Share> onward = HitBytes.shares(in);
        List<Evidence> evidence = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            evidence.add(HitBytes.evidence(in));
        }
        Run run = new Run(completing, onward, evidence, new HashSet<>(HitBytes.texts(in)));
        run.last = in.readLong();
        run.events = in.readLong();
        run.isSettled = in.readBoolean();
        run.lastEvent = Bytes.text(in);
        return run;
    }
}
