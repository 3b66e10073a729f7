package io.cordon.detect;

import io.cordon.engine.correlate.Contribution;
import io.cordon.engine.correlate.Correlator;
import io.cordon.engine.correlate.Group;
import io.cordon.engine.correlate.Place;
import io.cordon.engine.detect.DetectorConfig;
import io.cordon.engine.rule.RuleSet;
import io.cordon.engine.sequence.ChainGroup;
import io.cordon.engine.sequence.ChainJudge;
import io.cordon.state.ChainGroups;
import io.cordon.state.CorrelationGroups;
import io.cordon.streaming.KeyedBytes;
import io.cordon.streaming.TopicRecord;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/** Hands contributions and rules to the engine's judges of correlations and chains, one group per key. */
final class CorrelateFunction extends KeyedBroadcastProcessFunction<String, KeyedBytes, TopicRecord, KeyedBytes>
        implements CheckpointedFunction {
    private static final long serialVersionUID = 1;

    private final DetectOptions options;
    private final InitialRules initialRules;
    private transient FindingSink sink;
    private transient RuleBook book;
    private transient Groups<Group> ofCorrelations;
    private transient Groups<ChainGroup> ofChains;

    @SuppressWarnings("NullAway.Init") // initializeState() comes before open()
    private transient BroadcastState<String, byte[]> kept;

    @SuppressWarnings("NullAway.Init") // Flink calls open() before any element
    CorrelateFunction(DetectOptions options, InitialRules initialRules) {
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
        DetectMetrics metrics =
                new DetectMetrics(getRuntimeContext().getMetricGroup().addGroup("cordon"));
        sink = new FindingSink(options, metrics);
        book = new RuleBook(options, metrics::registryWaited);
        book.restore(kept, initialRules);
        ofCorrelations = new Groups<>(
                new Correlator(DetectorConfig.STREAM.lateness()),
                new CorrelationGroups(getRuntimeContext()),
                group -> rules(group.place()),
                sink,
                metrics);
        ChainGroups chains = new ChainGroups(getRuntimeContext());
        metrics.partialMatches(chains::open);
        ofChains = new Groups<>(
                new ChainJudge(DetectorConfig.STREAM.ofChains()), chains, group -> rules(group.place()), sink, metrics);
    }

    @Override
    public void processElement(KeyedBytes record, ReadOnlyContext context, Collector<KeyedBytes> out) throws Exception {
        List<Contribution> contributions = Contributions.decode(record.value());
        sink.to(out, context::output);
        boolean isOfChain = contributions.get(0).place().ofChain();
        (isOfChain ? ofChains : ofCorrelations).take(context.getCurrentKey(), contributions, context.timerService());
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<KeyedBytes> out) throws Exception {
        sink.to(out, context::output);
        String key = context.getCurrentKey();
        ofCorrelations.onTimer(key, timestamp, context.timeDomain(), context.timerService());
        ofChains.onTimer(key, timestamp, context.timeDomain(), context.timerService());
    }

    private RuleSet rules(Place place) {
        return book.of(place.tenant()).rules();
    }

    @Override
    public void processBroadcastElement(TopicRecord record, Context context, Collector<KeyedBytes> out) {
        book.take(record); // what cannot be read is detect's dead letter
    }
}
