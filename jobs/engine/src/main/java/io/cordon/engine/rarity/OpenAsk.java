package io.cordon.engine.rarity;

import io.cordon.engine.correlate.Hit;
import io.cordon.engine.correlate.HitBytes;
import io.cordon.engine.event.Bytes;
import io.cordon.engine.prevalence.Artefact;
import io.cordon.engine.prevalence.Sighting;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A match that asks the memory, as long as something of it may change.
 *
 * @param isGone whether it turned out to be none
 * @param told what was handed on of it last, or null where nothing stands
 * @param version of the finding that was said last, or 0
 */
public record OpenAsk(Hit hit, boolean isGone, @Nullable Hit told, int version) {
    private static final int VERSION = 1;

    /** What tells it from others about the same artefact. */
    static String name(Hit hit) {
        return hit.event() + ' ' + hit.share().place().correlation();
    }

    Artefact artefact() {
        return Artefact.ofKey(hit.share().place().key().get(0));
    }

    /** The hour that it is about: what was seen before it began, counts. */
    long hour() {
        return Sighting.hour(hit.time());
    }

    /**
     * When it can be answered, by Kafka's append time in µs: when all before its hour has come that comes within the lateness, and all that
     * was appended before it.
     */
    long due(long lateness) {
        return Math.max(Sighting.begin(hour()) + lateness, hit.evidence().appendTime());
    }

    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        HitBytes.write(hit, out);
        out.writeBoolean(isGone);
        out.writeBoolean(told != null);
        if (told != null) {
            HitBytes.write(told, out);
        }
        out.writeInt(version);
    }

    public static OpenAsk read(DataInput in) throws IOException {
        Bytes.version(in, VERSION);
        Hit hit = HitBytes.hit(in);
        boolean isGone = in.readBoolean();
        Hit told = in.readBoolean() ? HitBytes.hit(in) : null;
        return new OpenAsk(hit, isGone, told, in.readInt());
    }
}
