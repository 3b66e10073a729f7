package io.cordon.detect;

import com.fasterxml.jackson.databind.JsonNode;
import io.cordon.engine.incident.Lead;
import io.cordon.engine.indicator.IndicatorText;
import io.cordon.engine.indicator.IndicatorWord;
import io.cordon.engine.indicator.PersonsVerdict;
import io.cordon.engine.indicator.Verdict;
import io.cordon.schemas.CommandVerifier;
import io.cordon.schemas.CommandVerifier.Answer;
import io.cordon.schemas.Decoded;
import io.cordon.schemas.EnvelopeSigner;
import io.cordon.schemas.Keyring;
import io.cordon.schemas.Purpose;
import io.cordon.schemas.SchemaCoder;
import io.cordon.schemas.SchemaRegistry;
import io.cordon.schemas.Topics;
import io.cordon.streaming.KeyedBytes;
import io.cordon.streaming.TopicRecord;
import io.cordon.wire.Command;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/** Words on indicators as they lie in their topic: signed, so that nobody else makes detect block. */
final class Words {
    private static final OutputTag<KeyedBytes> TAG = new Tag();

    private final SchemaCoder<Command> coder;
    private final @Nullable EnvelopeSigner signer;
    private final Keyring keyring;

    private static final class Tag extends OutputTag<KeyedBytes> {
        private static final long serialVersionUID = 1;

        Tag() {
            super(Lead.OF_INDICATOR);
        }
    }

    Words(DetectOptions options, Runnable onWait) {
        coder = new SchemaCoder<>(
                SchemaRegistry.of(options.registry()), options.topic(Topics.INDICATORS), Command.class, onWait);
        signer = options.indicatorSigner();
        keyring = options.indicatorKeyring();
    }

    /** Where they go. */
    static OutputTag<KeyedBytes> tag() {
        return TAG;
    }

    /** Whether this job says anything of indicators. */
    boolean isSpoken() {
        return signer != null;
    }

    /** Whether there is anybody whose word counts here. */
    boolean isAnyTrusted() {
        return !keyring.isEmpty();
    }

    /** A word for the topic; null where the job has no key to sign it with. */
    @Nullable
    KeyedBytes signed(IndicatorWord word) {
        if (signer == null) {
            return null;
        }
        String tenant = word.indicator().tenant();
        Command envelope = signer.envelope(
                Purpose.INDICATOR,
                tenant,
                "",
                word.indicator().id(),
                IndicatorText.of(word),
                0,
                IndicatorText.stopMillis(word.indicator()));
        return new KeyedBytes(tenant + '/' + word.key(), coder.encode(envelope));
    }

    /** Reads what a person said of an incident; null where it is no such word, or of nobody who may say it. */
    @Nullable
    PersonsVerdict verdict(TopicRecord record) {
        JsonNode said = said(record, Purpose.VERDICT);
        String word = said == null ? "" : said.path("verdict").asText();
        boolean isVerdict = word.equals("attack") || word.equals("benign");
        return said == null || !isVerdict
                ? null
                : new PersonsVerdict(
                        said.path("tenant").asText(),
                        said.path("incident").asText(),
                        Verdict.valueOf(word.toUpperCase(Locale.ROOT)),
                        TimeUnit.MILLISECONDS.toMicros(said.path("stop_time").asLong()));
    }

    /** Reads one; null where nobody who may say it did, or it has ended. */
    @Nullable
    IndicatorWord read(TopicRecord record) {
        JsonNode said = said(record, Purpose.INDICATOR);
        return said == null ? null : IndicatorText.read(said.toString());
    }

    private @Nullable JsonNode said(TopicRecord record, Purpose purpose) {
        if (!(coder.decode(record.value()) instanceof Decoded.Value<Command> value)) {
            return null;
        }
        Command envelope = value.value();
        Answer<JsonNode> answer = new CommandVerifier(envelope.getTenant(), "", keyring)
                .document(envelope, purpose, TimeUnit.MICROSECONDS.toMillis(record.appendTime()));
        return answer instanceof Answer.Obey<JsonNode> obey ? obey.content() : null;
    }
}
