package io.cordon.detect;

import io.cordon.engine.event.Bytes;
import io.cordon.engine.incident.Clue;
import io.cordon.engine.incident.Link;
import io.cordon.engine.indicator.PersonsVerdict;
import io.cordon.streaming.KeyedBytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.flink.util.OutputTag;

/**
 * What goes from task to task for incidents, by tenant: clues, that there is one no more, where processes stand, how rare they are, and what
 * people say of incidents.
 */
final class Tellings {
    private static final OutputTag<KeyedBytes> TAG = new Tag();

    private static final int CLUE = 1;
    private static final int GONE = 2;
    private static final int LINK = 3;
    private static final int RATED = 4;
    private static final int VERDICT = 5;

    private Tellings() {}

    private static final class Tag extends OutputTag<KeyedBytes> {
        private static final long serialVersionUID = 1;

        Tag() {
            super("tellings");
        }
    }

    /** Lays one of them out. */
    private interface Writes {
        void to(DataOutput out) throws IOException;
    }

    /** Receives them as the engine knows them, as far as it cares. */
    interface Reads {
        /**
         * What is now known of a finding or crossing.
         *
         * @param append when the last record was appended that it rests on, in µs
         */
        default void clue(Clue clue, long append) {}

        default void gone(String id) {}

        default void link(Link link) {}

        /** How rare it is that a process was started by what started it, from 0 to 1. */
        default void rated(String endpoint, String entity, double rarity) {}

        /** What a person says of an incident. */
        default void verdict(PersonsVerdict verdict) {}
    }

    /** Where they go. */
    static OutputTag<KeyedBytes> tag() {
        return TAG;
    }

    static KeyedBytes clue(String tenant, Clue clue, long append) {
        return encode(tenant, CLUE, out -> {
            out.writeLong(append);
            clue.write(out);
        });
    }

    static KeyedBytes gone(String tenant, String id) {
        return encode(tenant, GONE, out -> Bytes.text(out, id));
    }

    static KeyedBytes link(String tenant, Link link) {
        return encode(tenant, LINK, link::write);
    }

    static KeyedBytes rated(String tenant, String endpoint, String entity, double rarity) {
        return encode(tenant, RATED, out -> {
            Bytes.text(out, endpoint);
            Bytes.text(out, entity);
            out.writeDouble(rarity);
        });
    }

    static KeyedBytes verdict(PersonsVerdict verdict) {
        return encode(verdict.tenant(), VERDICT, verdict::write);
    }

    private static KeyedBytes encode(String tenant, int what, Writes writes) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeByte(what);
            writes.to(out);
            return new KeyedBytes(tenant, bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void decode(byte[] bytes, Reads to) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            switch (in.readByte()) {
                case CLUE -> {
                    long append = in.readLong();
                    to.clue(Clue.read(in), append);
                }
                case GONE -> to.gone(Bytes.text(in));
                case LINK -> to.link(Link.read(in));
                case RATED -> to.rated(Bytes.text(in), Bytes.text(in), in.readDouble());
                default -> to.verdict(PersonsVerdict.read(in));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
