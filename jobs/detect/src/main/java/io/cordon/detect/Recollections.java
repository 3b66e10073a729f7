package io.cordon.detect;

import io.cordon.engine.correlate.Contribution;
import io.cordon.engine.correlate.HitBytes;
import io.cordon.engine.event.Bytes;
import io.cordon.engine.indicator.Indicator;
import io.cordon.engine.indicator.IndicatorText;
import io.cordon.engine.indicator.IndicatorWord;
import io.cordon.engine.indicator.Trial;
import io.cordon.engine.prevalence.Artefact;
import io.cordon.engine.prevalence.ArtefactKind;
import io.cordon.engine.prevalence.Shown;
import io.cordon.streaming.KeyedBytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.apache.flink.util.OutputTag;

/** What goes from task to task for the fleet's memory, by artefact: what endpoints showed, and matches that ask about it. */
final class Recollections {
    private static final OutputTag<KeyedBytes> ARTEFACTS = new Artefacts();
    private static final OutputTag<KeyedBytes> FLEET = new Fleet();

    private static final int SHOWN = 1;
    private static final int ASKED = 2;
    private static final int WORD = 3;
    private static final int TRIED = 4;

    private Recollections() {}

    private static final class Artefacts extends OutputTag<KeyedBytes> {
        private static final long serialVersionUID = 1;

        Artefacts() {
            super("artefacts");
        }
    }

    private static final class Fleet extends OutputTag<KeyedBytes> {
        private static final long serialVersionUID = 1;

        Fleet() {
            super("fleet");
        }
    }

    /** Lays one of them out. */
    private interface Writes {
        void to(DataOutput out) throws IOException;
    }

    /** Receives them as the engine knows them. */
    interface Reads {
        void shown(Shown shown);

        void asked(Contribution contribution);

        /** What is said of an indicator of the artefact. */
        void said(IndicatorWord word);

        /** What an artefact's memory says of an indicator. */
        void tried(Indicator indicator, Trial trial);
    }

    /** Where those about artefacts go. */
    static OutputTag<KeyedBytes> artefacts() {
        return ARTEFACTS;
    }

    /** Where those about whole fleets go, which the memory of artefacts feeds too. */
    static OutputTag<KeyedBytes> fleet() {
        return FLEET;
    }

    static OutputTag<KeyedBytes> tag(Artefact artefact) {
        return artefact.kind() == ArtefactKind.FLEET ? FLEET : ARTEFACTS;
    }

    static KeyedBytes encode(Shown shown) {
        return encode(shown.artefact().key(), SHOWN, shown::write);
    }

    static KeyedBytes encode(Contribution contribution) {
        return encode(contribution.place().key().get(0), ASKED, out -> HitBytes.write(contribution, out));
    }

    static KeyedBytes encode(IndicatorWord word) {
        return encode(word.indicator().artefact().key(), WORD, out -> Bytes.text(out, IndicatorText.of(word)));
    }

    static KeyedBytes encode(Indicator indicator, Trial trial) {
        return encode(Artefact.fleet(indicator.tenant()).key(), TRIED, out -> {
            indicator.write(out);
            trial.write(out);
        });
    }

    private static KeyedBytes encode(String key, int what, Writes writes) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeByte(what);
            writes.to(out);
            return new KeyedBytes(key, bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void decode(Artefact artefact, byte[] bytes, Reads to) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            switch (in.readByte()) {
                case SHOWN -> to.shown(Shown.read(artefact, in));
                case ASKED -> to.asked(HitBytes.contribution(in));
                case WORD -> to.said(Objects.requireNonNull(IndicatorText.read(Bytes.text(in))));
                default -> to.tried(Indicator.read(in), Trial.read(in));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
