package io.cordon.detect;

import io.cordon.engine.correlate.Contribution;
import io.cordon.engine.detect.DetectorConfig;
import io.cordon.engine.finding.Finding;
import io.cordon.engine.indicator.Indicator;
import io.cordon.engine.indicator.IndicatorLimits;
import io.cordon.engine.indicator.IndicatorWord;
import io.cordon.engine.indicator.Recall;
import io.cordon.engine.indicator.Trial;
import io.cordon.engine.prevalence.Artefact;
import io.cordon.engine.prevalence.Shown;
import io.cordon.engine.prevalence.Sighting;
import io.cordon.engine.prevalence.Sightings;
import io.cordon.engine.rarity.RarityJudge;
import io.cordon.engine.rule.Rule;
import io.cordon.engine.rule.RuleSet;
import io.cordon.state.FlinkRarityStore;
import io.cordon.streaming.KeyedBytes;
import io.cordon.streaming.TopicRecord;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/** Hands sightings, matches and rules to the engine's judge of rarity, one artefact per key. */
final class RarityFunction extends KeyedBroadcastProcessFunction<String, KeyedBytes, TopicRecord, KeyedBytes>
        implements CheckpointedFunction {
    private static final long serialVersionUID = 1;

    private static final long A_SECOND = TimeUnit.SECONDS.toMicros(1);

    private final DetectOptions options;
    private final InitialRules initialRules;
    private transient RarityJudge judge;
    private transient FindingSink sink;
    private transient FlinkRarityStore store;
    private transient RuleBook book;
    private transient Words words;
    private transient DetectMetrics metrics;

    @SuppressWarnings("NullAway.Init") // initializeState() comes before open()
    private transient BroadcastState<String, byte[]> kept;

    @SuppressWarnings("NullAway.Init") // Flink calls open() before any element
    RarityFunction(DetectOptions options, InitialRules initialRules) {
        this.options = options;
        this.initialRules = initialRules;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        kept = context.getOperatorStateStore().getBroadcastState(DetectFunction.RULES);
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        book.keepIn(kept);
    }

    @Override
    public void open(OpenContext context) throws Exception {
        metrics = new DetectMetrics(getRuntimeContext().getMetricGroup().addGroup("cordon"));
        sink = new FindingSink(options, metrics);
        store = new FlinkRarityStore(getRuntimeContext());
        book = new RuleBook(options, metrics::registryWaited);
        words = new Words(options, metrics::registryWaited);
        book.restore(kept, initialRules);
        DetectorConfig config = DetectorConfig.STREAM;
        judge = new RarityJudge(
                options.memory(), config.lateness(), config.ofChains().closing());
    }

    @Override
    public void processElement(KeyedBytes record, ReadOnlyContext context, Collector<KeyedBytes> out) {
        sink.to(out, context::output);
        Artefact artefact = Artefact.ofKey(context.getCurrentKey());
        TimerService timers = context.timerService();
        metrics.busy(context.getCurrentKey());
        Recollections.decode(artefact, record.value(), new Recollections.Reads() {
            @Override
            public void shown(Shown shown) {
                lookAgain(judge.see(shown, store, sink), timers);
                if (words.isAnyTrusted()) {
                    Recall.see(shown, store.recalled(), recalled(context));
                }
            }

            @Override
            public void asked(Contribution contribution) {
                lookAgain(judge.take(contribution, append(timers), rules(artefact), store, sink), timers);
            }

            @Override
            public void said(IndicatorWord word) {
                Recall.take(word, new Sightings(store), store.recalled(), recalled(context));
                lookAgain(word.indicator().expires() + 1, timers);
            }

            @Override
            public void tried(Indicator indicator, Trial trial) {
                long hour = Sighting.hour(indicator.since());
                boolean isGrown = options.memory().isGrown(new Sightings(store), hour);
                boolean mayBlock = trial.mode(isGrown, IndicatorLimits.DEFAULT) == Rule.Mode.BLOCK;
                KeyedBytes said = words.signed(new IndicatorWord.Tried(indicator, trial.hits(), mayBlock));
                if (said != null) {
                    context.output(Words.tag(), said);
                }
            }
        });
    }

    private Recall.Out recalled(ReadOnlyContext context) {
        return new Recall.Out() {
            @Override
            public void finding(Finding finding) {
                sink.finding(finding);
            }

            @Override
            public void tried(Indicator indicator, Trial trial) {
                context.output(Recollections.fleet(), Recollections.encode(indicator, trial));
            }
        };
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<KeyedBytes> out) {
        sink.to(out, context::output);
        Artefact artefact = Artefact.ofKey(context.getCurrentKey());
        long append = TimeUnit.MILLISECONDS.toMicros(timestamp);
        lookAgain(judge.passed(artefact, append, rules(artefact), store, sink), context.timerService());
        Recall.sweep(append, store.recalled());
    }

    @Override
    public void processBroadcastElement(TopicRecord record, Context context, Collector<KeyedBytes> out) {
        book.take(record); // what cannot be read is detect's dead letter
    }

    private RuleSet rules(Artefact artefact) {
        return book.of(artefact.tenant()).rules();
    }

    /** Before the first watermark nothing has passed. */
    private static long append(TimerService timers) {
        long watermark = timers.currentWatermark();
        return watermark == Long.MIN_VALUE ? Long.MIN_VALUE : TimeUnit.MILLISECONDS.toMicros(watermark);
    }

    /**
     * At the next whole second: each look lists all that is asked, and the matches of a second become due in each of its milliseconds. A timer
     * that fires before its time would be set again for the same.
     */
    private static void lookAgain(long append, TimerService timers) {
        if (append != Long.MAX_VALUE) {
            timers.registerEventTimeTimer(-Math.floorDiv(-append, A_SECOND) * 1000);
        }
    }
}
