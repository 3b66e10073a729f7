package io.cordon.detect;

import io.cordon.engine.indicator.IndicatorWord;
import io.cordon.engine.indicator.PersonsVerdict;
import io.cordon.streaming.KeyedBytes;
import io.cordon.streaming.TopicRecord;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Hands on words on indicators to the memory of their artefacts, and those on incidents to their tenant. */
final class IndicatorWordsFunction extends ProcessFunction<TopicRecord, KeyedBytes> {
    private static final long serialVersionUID = 1;

    private final DetectOptions options;
    private transient Words words;

    @SuppressWarnings("NullAway.Init") // Flink calls open() before any element
    IndicatorWordsFunction(DetectOptions options) {
        this.options = options;
    }

    @Override
    public void open(OpenContext context) {
        DetectMetrics metrics =
                new DetectMetrics(getRuntimeContext().getMetricGroup().addGroup("cordon"));
        words = new Words(options, metrics::registryWaited);
    }

    @Override
    public void processElement(TopicRecord record, Context context, Collector<KeyedBytes> out) {
        IndicatorWord word = words.read(record);
        if (word != null && !(word instanceof IndicatorWord.Tried)) {
            out.collect(Recollections.encode(word));
        }
        PersonsVerdict verdict = word == null ? words.verdict(record) : null;
        if (verdict != null) {
            context.output(Tellings.tag(), Tellings.verdict(verdict));
        }
    }
}
