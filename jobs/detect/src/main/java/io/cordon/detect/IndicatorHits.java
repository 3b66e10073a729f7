package io.cordon.detect;

import io.cordon.engine.detect.DetectStore;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.finding.Finding;
import io.cordon.engine.indicator.Indicator;
import io.cordon.engine.indicator.IndicatorBook;
import io.cordon.engine.indicator.IndicatorFindings;
import io.cordon.engine.indicator.IndicatorText;
import io.cordon.engine.indicator.IndicatorWord;
import io.cordon.schemas.Decoded;
import io.cordon.schemas.SchemaCoder;
import io.cordon.streaming.TopicRecord;
import io.cordon.streaming.wire.FindingWire;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.jspecify.annotations.Nullable;

/** The indicators in force at a task, and what they met on its endpoints: kept so that it can be taken back with its indicator. */
final class IndicatorHits {
    /** What is in force: each word by its key, as it was said. */
    static final MapStateDescriptor<String, byte[]> WORDS =
            new MapStateDescriptor<>("indicators", Types.STRING, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

    /** What was found on an endpoint, by indicator and finding; by the indicator alone, how much that is. */
    static final MapStateDescriptor<String, byte[]> HITS = new MapStateDescriptor<>(
            "indicator-hits", Types.STRING, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

    /** How much is kept of an endpoint for an indicator; what is met beyond that is found, and is not taken back. */
    private static final int MOST = 1_000;

    private final IndicatorBook book = new IndicatorBook();
    private final Words words;
    private final SchemaCoder<io.cordon.wire.Finding> coder;
    private final MapState<String, byte[]> hits;

    /** Receives what is to be taken back of one endpoint. */
    interface TakenBack {
        void finding(Finding finding);
    }

    /** @param coder of findings, which reads those of older versions, too */
    IndicatorHits(Words words, SchemaCoder<io.cordon.wire.Finding> coder, MapState<String, byte[]> hits) {
        this.words = words;
        this.coder = coder;
        this.hits = hits;
    }

    /** Takes in what a checkpoint kept. */
    void restore(BroadcastState<String, byte[]> state) throws Exception {
        for (Map.Entry<String, byte[]> kept : state.entries()) {
            IndicatorWord word = IndicatorText.read(new String(kept.getValue(), StandardCharsets.UTF_8));
            if (word != null) {
                book.take(word);
            }
        }
    }

    /**
     * Takes in a word.
     *
     * @param now how far append time has come, in µs
     * @return the word that is obeyed, or null
     */
    @Nullable
    IndicatorWord take(TopicRecord record, BroadcastState<String, byte[]> state, long now) throws Exception {
        IndicatorWord word = words.read(record);
        if (word != null) {
            book.take(word);
            if (word instanceof IndicatorWord.Withdrawn withdrawn) {
                state.remove(word.key());
                state.remove(new IndicatorWord.Tried(withdrawn.indicator(), 0, false).key());
            } else {
                state.put(word.key(), IndicatorText.of(word).getBytes(StandardCharsets.UTF_8));
            }
        }
        for (String over : book.expire(now)) {
            state.remove(over);
        }
        return word;
    }

    /** Finds what indicators meet in an event of the current key. */
    void meet(EndpointEvent event, DetectStore store, TakenBack out) {
        book.meet(event, (indicator, most) -> {
            Finding finding = IndicatorFindings.met(indicator, most, event, store);
            keep(indicator, finding);
            out.finding(finding);
        });
    }

    private void keep(Indicator indicator, Finding finding) {
        try {
            byte[] before = hits.get(indicator.id());
            int count = before == null ? 0 : ByteBuffer.wrap(before).getInt(Long.BYTES);
            if (count < MOST) {
                byte[] bytes = coder.encode(FindingWire.toWire(finding));
                hits.put(indicator.id() + ' ' + finding.id(), kept(indicator, bytes));
                byte[] more =
                        ByteBuffer.allocate(Integer.BYTES).putInt(count + 1).array();
                hits.put(indicator.id(), kept(indicator, more));
            }
        } catch (Exception e) {
            throw new IllegalStateException(e); // as Flink's states declare it
        }
    }

    /** What is kept of an indicator, behind when that ends. */
    private static byte[] kept(Indicator indicator, byte[] bytes) {
        return ByteBuffer.allocate(Long.BYTES + bytes.length)
                .putLong(indicator.expires())
                .put(bytes)
                .array();
    }

    /** Takes back what an indicator met on one endpoint. */
    void takeBack(Indicator indicator, MapState<String, byte[]> kept, TakenBack out) throws Exception {
        List<String> over = new ArrayList<>();
        for (Map.Entry<String, byte[]> hit : kept.entries()) {
            if (hit.getKey().startsWith(indicator.id() + ' ')) {
                over.add(hit.getKey());
                byte[] bytes = Arrays.copyOfRange(hit.getValue(), Long.BYTES, hit.getValue().length);
                if (coder.decode(bytes) instanceof Decoded.Value<io.cordon.wire.Finding> met) {
                    out.finding(IndicatorFindings.withdrawn(indicator, FindingWire.fromWire(met.value())));
                }
            }
        }
        for (String name : over) {
            kept.remove(name);
        }
        kept.remove(indicator.id());
    }

    /** Forgets what the current key's endpoint showed of indicators that ended before a time, in µs; all of it where that is endless. */
    void sweep(long now) throws Exception {
        List<String> over = new ArrayList<>();
        for (Map.Entry<String, byte[]> hit : hits.entries()) {
            if (ByteBuffer.wrap(hit.getValue()).getLong() < now) {
                over.add(hit.getKey());
            }
        }
        for (String name : over) {
            hits.remove(name);
        }
    }
}
