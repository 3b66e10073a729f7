package io.cordon.detect;

import io.cordon.engine.correlate.Contribution;
import io.cordon.engine.correlate.Correlator;
import io.cordon.engine.correlate.Group;
import io.cordon.engine.detect.DetectorConfig;
import io.cordon.engine.rule.RuleSet;
import io.cordon.state.GroupSerializer;
import io.cordon.streaming.KeyedBytes;
import io.cordon.streaming.TopicRecord;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/** Hands contributions and rules to the engine's correlator, one group per key. */
final class CorrelateFunction extends KeyedBroadcastProcessFunction<String, KeyedBytes, TopicRecord, KeyedBytes>
        implements CheckpointedFunction {
    private static final long serialVersionUID = 1;
    /** How long to wait for the rules that a contribution was made by: they reach each task by themselves. */
    private static final long RETRY_MILLIS = 1000;

    private final DetectOptions options;
    private final InitialRules initialRules;
    private transient Correlator correlator;
    private transient FindingSink sink;
    private transient RuleBook book;
    private transient DetectMetrics metrics;
    private transient ValueState<Group> groups;

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
        metrics = new DetectMetrics(getRuntimeContext().getMetricGroup().addGroup("cordon"));
        sink = new FindingSink(options, metrics);
        correlator = new Correlator(DetectorConfig.STREAM.lateness());
        groups = getRuntimeContext().getState(new ValueStateDescriptor<>("group", GroupSerializer.INSTANCE));
        book = new RuleBook(options, metrics::registryWaited);
        book.restore(kept, initialRules);
    }

    @Override
    public void processElement(KeyedBytes record, ReadOnlyContext context, Collector<KeyedBytes> out) throws Exception {
        List<Contribution> contributions = Contributions.decode(record.value());
        Group known = groups.value();
        Group group = known == null ? new Group(contributions.get(0).place()) : known;
        correlator.take(group, contributions, sink.to(out, context::output));
        judge(group, context.timerService());
        if (known == null) {
            sweepLater(group, context.timerService());
        }
        metrics.group(group.size());
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<KeyedBytes> out) throws Exception {
        Group group = groups.value();
        if (group == null) {
            return;
        }
        sink.to(out, context::output);
        if (context.timeDomain() == org.apache.flink.streaming.api.TimeDomain.PROCESSING_TIME) {
            judge(group, context.timerService());
        } else if (correlator.sweep(group, TimeUnit.MILLISECONDS.toMicros(timestamp), rules(group), sink)) {
            groups.update(group);
            sweepLater(group, context.timerService());
        } else {
            groups.clear();
        }
    }

    private void judge(Group group, TimerService timers) throws Exception {
        if (correlator.isKnown(group, rules(group))) {
            correlator.judge(group, rules(group), sink);
        } else {
            timers.registerProcessingTimeTimer(timers.currentProcessingTime() + RETRY_MILLIS);
        }
        groups.update(group);
    }

    private void sweepLater(Group group, TimerService timers) {
        timers.registerEventTimeTimer(TimeUnit.MICROSECONDS.toMillis(correlator.end(group, rules(group))));
    }

    private RuleSet rules(Group group) {
        return book.of(group.place().tenant()).rules();
    }

    @Override
    public void processBroadcastElement(TopicRecord record, Context context, Collector<KeyedBytes> out) {
        book.take(record); // what cannot be read is detect's dead letter
    }
}
