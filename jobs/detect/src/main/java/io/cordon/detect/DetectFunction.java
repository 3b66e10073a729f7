package io.cordon.detect;

import io.cordon.engine.detect.Detector;
import io.cordon.engine.detect.DetectorConfig;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.indicator.IndicatorWord;
import io.cordon.schemas.Decoded;
import io.cordon.schemas.SchemaCoder;
import io.cordon.schemas.SchemaRegistry;
import io.cordon.schemas.Topics;
import io.cordon.state.FlinkDetectStore;
import io.cordon.streaming.DeadLetters;
import io.cordon.streaming.KeyedBytes;
import io.cordon.streaming.TopicRecord;
import io.cordon.streaming.wire.EventWire;
import io.cordon.streaming.wire.GraftWire;
import io.cordon.wire.GraftKind;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/** Hands events and rules to the engine's detector, one endpoint per key, and what it says to Kafka. */
final class DetectFunction extends KeyedBroadcastProcessFunction<String, TopicRecord, TopicRecord, KeyedBytes>
        implements CheckpointedFunction {
    private static final String EXPECTED =
            "expected a rule with the hash of its text, a rule set that a key of --rules-trust signed, or a policy of --policy-trust";

    /** What the rule book keeps. */
    static final MapStateDescriptor<String, byte[]> RULES =
            new MapStateDescriptor<>("rules", Types.STRING, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

    private static final long serialVersionUID = 1;

    private final DetectOptions options;
    private final InitialRules initialRules;
    private transient Detector detector;
    private transient SchemaCoder<io.cordon.wire.EndpointEvent> coder;
    private transient Grafts grafts;
    private transient String graftsTopic;
    private transient DeadLetters deadLetters;
    private transient FindingSink sink;
    private transient FlinkDetectStore store;
    private transient Tracing tracing;
    private transient RuleBook book;
    private transient DetectMetrics metrics;
    private transient IndicatorHits indicators;
    /** Says what is taken back of endpoints that no event is of. */
    private transient FindingSink backwards;

    @SuppressWarnings("NullAway.Init") // initializeState() comes before open()
    private transient BroadcastState<String, byte[]> kept;

    @SuppressWarnings("NullAway.Init") // likewise
    private transient BroadcastState<String, byte[]> words;

    @SuppressWarnings("NullAway.Init") // Flink calls open() before any element
    DetectFunction(DetectOptions options, InitialRules initialRules) {
        this.options = options;
        this.initialRules = initialRules;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        kept = context.getOperatorStateStore().getBroadcastState(RULES);
        words = context.getOperatorStateStore().getBroadcastState(IndicatorHits.WORDS);
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        book.keepIn(kept);
    }

    @Override
    public void open(OpenContext context) throws Exception {
        metrics = new DetectMetrics(getRuntimeContext().getMetricGroup().addGroup("cordon"));
        coder = new SchemaCoder<>(
                SchemaRegistry.of(options.registry()),
                options.topic(Topics.ENDPOINT_EVENTS),
                io.cordon.wire.EndpointEvent.class,
                metrics::registryWaited);
        grafts = new Grafts(options, metrics::registryWaited);
        graftsTopic = options.topic(Topics.GRAFTS);
        deadLetters = new DeadLetters(options, "detect", metrics::registryWaited);
        store = new FlinkDetectStore(getRuntimeContext());
        tracing = new Tracing(getRuntimeContext(), metrics);
        sink = new FindingSink(options, metrics, tracing::mention);
        detector = new Detector(DetectorConfig.STREAM);
        book = new RuleBook(options, metrics::registryWaited);
        metrics.rules(book);
        book.restore(kept, initialRules);
        backwards = new FindingSink(options, metrics);
        indicators = new IndicatorHits(
                new Words(options, metrics::registryWaited),
                new SchemaCoder<>(
                        SchemaRegistry.of(options.registry()),
                        options.topic(Topics.FINDINGS),
                        io.cordon.wire.Finding.class,
                        metrics::registryWaited),
                getRuntimeContext().getMapState(IndicatorHits.HITS));
        indicators.restore(words);
    }

    @Override
    public void processElement(TopicRecord record, ReadOnlyContext context, Collector<KeyedBytes> out)
            throws Exception {
        if (record.topic().equals(graftsTopic)) {
            cross(record, context, out);
            return;
        }
        Decoded<io.cordon.wire.EndpointEvent> decoded = coder.decode(record.value());
        if (decoded instanceof Decoded.Value<io.cordon.wire.EndpointEvent> value) {
            metrics.event();
            if (!options.discard()) {
                detect(EventWire.fromWire(value.value()), record, context, out);
            }
        } else if (decoded instanceof Decoded.Undecodable<io.cordon.wire.EndpointEvent> undecodable) {
            metrics.deadLetter(undecodable.reason());
            context.output(DeadLetters.TAG, deadLetters.of(record, undecodable.reason(), undecodable.detail()));
        }
    }

    private void detect(EndpointEvent event, TopicRecord record, ReadOnlyContext context, Collector<KeyedBytes> out) {
        store.at(context.getCurrentKey());
        if (store.isNew()) {
            sweepLater(context.timerService()::registerEventTimeTimer, record.appendTime());
        }
        long offset = store.header().offset();
        detector.process(event, book.of(event.tenant()).compiled(), store, sink.to(out, context::output));
        indicators.meet(event, store, sink::finding);
        boolean isShifted = offset != store.header().offset();
        tracing.process(context.getCurrentKey(), event, isShifted, store, context::output);
        store.write();
        countProcesses(context.getCurrentKey());
    }

    private void cross(TopicRecord record, ReadOnlyContext context, Collector<KeyedBytes> out) {
        Decoded<io.cordon.wire.Graft> decoded = grafts.decode(record.value());
        if (decoded instanceof Decoded.Value<io.cordon.wire.Graft> value) {
            cross(value.value(), record, context, out);
        } else if (decoded instanceof Decoded.Undecodable<io.cordon.wire.Graft> undecodable) {
            metrics.deadLetter(undecodable.reason());
            context.output(DeadLetters.TAG, deadLetters.of(record, undecodable.reason(), undecodable.detail()));
        }
    }

    private void cross(
            io.cordon.wire.Graft graft, TopicRecord record, ReadOnlyContext context, Collector<KeyedBytes> out) {
        String key = context.getCurrentKey();
        store.at(key);
        boolean isNew = store.isNew();
        FindingSink said = sink.to(out, context::output);
        boolean isWay = graft.getKind() == GraftKind.way;
        if (isWay) {
            detector.way(GraftWire.way(graft), record.appendTime(), store, said);
        } else if (graft.getKind() == GraftKind.lineage) {
            detector.graft(
                    GraftWire.graft(graft),
                    record.appendTime(),
                    book.of(graft.getTenant()).compiled(),
                    store,
                    said);
        }
        String endpoint = isWay ? graft.getSourceEndpoint() : graft.getTargetEndpoint();
        tracing.process(key, graft.getTenant(), endpoint, record.appendTime(), store, context::output);
        if (isNew && !store.isNew()) {
            sweepLater(context.timerService()::registerEventTimeTimer, record.appendTime());
        }
        store.write();
        countProcesses(key);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<KeyedBytes> out) throws Exception {
        String key = context.getCurrentKey();
        int slash = key.indexOf('/'); // tenant/endpoint
        long append = TimeUnit.MILLISECONDS.toMicros(timestamp);
        store.at(key);
        boolean isAnyLeft = detector.sweep(
                key.substring(slash + 1),
                append,
                book.of(key.substring(0, slash)).compiled(),
                store,
                sink.to(out, context::output));
        store.write();
        indicators.sweep(isAnyLeft ? append : Long.MAX_VALUE);
        if (isAnyLeft) {
            tracing.sweep(key, key.substring(slash + 1), store);
            sweepLater(context.timerService()::registerEventTimeTimer, append);
            countProcesses(key);
        } else {
            store.clear();
            tracing.clear(key);
            metrics.processes(key, 0);
        }
    }

    @Override
    public void processBroadcastElement(TopicRecord record, Context context, Collector<KeyedBytes> out)
            throws Exception {
        if (record.topic().equals(options.topic(Topics.INDICATORS))) {
            obey(record, context, out);
        } else if (!book.take(record)) {
            metrics.deadLetter("unreadable-rule");
            context.output(DeadLetters.TAG, deadLetters.of(record, "unreadable-rule", EXPECTED));
        }
    }

    private void obey(TopicRecord record, Context context, Collector<KeyedBytes> out) throws Exception {
        long now = TimeUnit.MILLISECONDS.toMicros(Math.max(0, context.currentWatermark()));
        IndicatorWord word = indicators.take(record, words, now);
        if (word == null) {
            metrics.indicatorRefused();
        } else if (word instanceof IndicatorWord.Withdrawn) {
            FindingSink takesBack = backwards.to(out, context::output);
            context.applyToKeyedState(
                    IndicatorHits.HITS, (key, hits) -> indicators.takeBack(word.indicator(), hits, takesBack::finding));
        }
    }

    private void countProcesses(String key) {
        if (store.isCountNews()) {
            metrics.processes(key, store.header().processes());
        }
    }

    private void sweepLater(java.util.function.LongConsumer timers, long append) {
        timers.accept(TimeUnit.MICROSECONDS.toMillis(append + detector.sweepInterval()));
    }
}
