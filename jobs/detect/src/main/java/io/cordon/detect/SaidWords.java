package io.cordon.detect;

import io.cordon.engine.indicator.Indicator;
import io.cordon.engine.indicator.IndicatorStage;
import io.cordon.engine.indicator.IndicatorWord;
import io.cordon.streaming.KeyedBytes;

/** Signs what is news of indicators, for their topic. */
record SaidWords(Words words, DetectMetrics metrics, FindingSink.SideOutput side) implements IndicatorStage.Out {
    @Override
    public void stands(Indicator indicator) {
        say(new IndicatorWord.Stands(indicator));
    }

    @Override
    public void withdrawn(Indicator indicator) {
        say(new IndicatorWord.Withdrawn(indicator));
    }

    private void say(IndicatorWord word) {
        KeyedBytes signed = words.signed(word);
        if (signed != null) {
            metrics.indicator();
            side.output(Words.tag(), signed);
        }
    }
}
