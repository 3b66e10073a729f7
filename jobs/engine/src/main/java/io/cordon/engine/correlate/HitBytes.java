package io.cordon.engine.correlate;

import io.cordon.engine.event.Bytes;
import io.cordon.engine.finding.Evidence;
import io.cordon.engine.finding.Target;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How hits are laid out, in state and between tasks. */
public final class HitBytes {
    private static final int VERSION = 1;
    private static final int NO_TARGET = 0;
    private static final int TARGET = 1;
    /** A target of which more is known; those of before have none. */
    private static final int TARGET_WITH_THINGS = 2;

    /** Beside the level: that a chain judges the place. */
    private static final int OF_CHAIN = 0x40;

    /** Beside the step: that edges follow. */
    private static final int OVER_EDGES = 0x4000_0000;

    private HitBytes() {}

    public static void write(Contribution contribution, DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeByte(contribution.news().code);
        write(contribution.hit(), out);
    }

    public static Contribution contribution(DataInput in) throws IOException {
        Bytes.version(in, VERSION);
        Contribution.News news = Contribution.News.of(in.readByte());
        return new Contribution(hit(in), news);
    }

    public static void write(Hit hit, DataOutput out) throws IOException {
        write(hit.share().place(), out);
        writeIn(hit, out);
    }

    public static Hit hit(DataInput in) throws IOException {
        return hit(place(in), in);
    }

    public static void write(Place place, DataOutput out) throws IOException {
        Bytes.text(out, place.tenant());
        Bytes.text(out, place.correlation());
        out.writeByte(place.ofChain() ? place.level() | OF_CHAIN : place.level());
        Bytes.text(out, place.version());
        texts(place.key(), out);
    }

    public static Place place(DataInput in) throws IOException {
        String tenant = Bytes.text(in);
        String correlation = Bytes.text(in);
        int level = in.readByte();
        return new Place(tenant, correlation, level & ~OF_CHAIN, Bytes.text(in), texts(in), (level & OF_CHAIN) != 0);
    }

    /** A hit without its place. */
    public static void writeIn(Hit hit, DataOutput out) throws IOException {
        write(hit.evidence(), out);
        out.writeBoolean(hit.settled());
        writeIn(hit.share(), out);
    }

    public static Hit hit(Place place, DataInput in) throws IOException {
        Evidence evidence = evidence(in);
        boolean settled = in.readBoolean();
        return new Hit(evidence, settled, share(place, in));
    }

    private static void writeIn(Share share, DataOutput out) throws IOException {
        out.writeInt(share.part());
        Bytes.text(out, share.value());
        write(share.target(), out);
        Bytes.text(out, share.targetNote());
        shares(share.onward(), out);
    }

    private static Share share(Place place, DataInput in) throws IOException {
        return new Share(place, in.readInt(), Bytes.nullable(in), target(in), Bytes.text(in), shares(in));
    }

    static void shares(List<Share> shares, DataOutput out) throws IOException {
        out.writeInt(shares.size());
        for (Share share : shares) {
            write(share.place(), out);
            writeIn(share, out);
        }
    }

    static List<Share> shares(DataInput in) throws IOException {
        List<Share> shares = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            shares.add(share(place(in), in));
        }
        return shares;
    }

    static void write(Evidence evidence, DataOutput out) throws IOException {
        Bytes.text(out, evidence.event());
        texts(evidence.positions(), out);
        Bytes.text(out, evidence.endpoint());
        Bytes.text(out, evidence.entity());
        boolean isLocal = evidence.edges().isEmpty();
        out.writeInt(isLocal ? evidence.step() : evidence.step() | OVER_EDGES);
        out.writeLong(evidence.time());
        out.writeLong(evidence.appendTime());
        if (!isLocal) {
            texts(evidence.edges(), out);
        }
    }

    static Evidence evidence(DataInput in) throws IOException {
        String event = Bytes.text(in);
        List<String> positions = texts(in);
        String endpoint = Bytes.text(in);
        String entity = Bytes.nullable(in);
        int step = in.readInt();
        boolean isLocal = (step & OVER_EDGES) == 0;
        return new Evidence(
                event,
                positions,
                endpoint,
                entity,
                step & ~OVER_EDGES,
                in.readLong(),
                in.readLong(),
                isLocal ? List.of() : texts(in));
    }

    private static void write(@Nullable Target target, DataOutput out) throws IOException {
        int kind = target == null ? NO_TARGET : target.things().isEmpty() ? TARGET : TARGET_WITH_THINGS;
        out.writeByte(kind);
        if (target != null) {
            Bytes.text(out, target.endpoint());
            Bytes.text(out, target.entity());
            out.writeLong(target.pid());
            out.writeLong(target.start());
            Bytes.text(out, target.image());
            Bytes.text(out, target.commandLine());
            Bytes.text(out, target.user());
            Bytes.text(out, target.session());
        }
        if (target != null && kind == TARGET_WITH_THINGS) {
            List<String> things = new ArrayList<>();
            target.things().forEach((key, value) -> things.addAll(List.of(key, value)));
            texts(things, out);
        }
    }

    private static @Nullable Target target(DataInput in) throws IOException {
        int kind = in.readByte();
        if (kind == NO_TARGET) {
            return null;
        }
        Target target = new Target(
                Bytes.text(in),
                Bytes.text(in),
                in.readLong(),
                in.readLong(),
                Bytes.nullable(in),
                Bytes.nullable(in),
                Bytes.nullable(in),
                Bytes.nullable(in));
        if (kind == TARGET) {
            return target;
        }
        Map<String, String> things = new HashMap<>();
        for (Iterator<String> text = texts(in).iterator(); text.hasNext(); ) {
            things.put(text.next(), text.next());
        }
        return target.with(things);
    }

    static void texts(Iterable<String> texts, DataOutput out) throws IOException {
        List<String> all = new ArrayList<>();
        texts.forEach(all::add);
        out.writeInt(all.size());
        for (String text : all) {
            Bytes.text(out, text);
        }
    }

    static List<String> texts(DataInput in) throws IOException {
        List<String> texts = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            texts.add(Bytes.text(in));
        }
        return texts;
    }
}
