package io.cordon.detect;

import io.cordon.engine.detect.Detector;
import io.cordon.engine.detect.DetectorConfig;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.schemas.Decoded;
import io.cordon.schemas.SchemaCoder;
import io.cordon.schemas.SchemaRegistry;
import io.cordon.schemas.Topics;
import io.cordon.state.FlinkDetectStore;
import io.cordon.streaming.DeadLetters;
import io.cordon.streaming.JobOptions;
import io.cordon.streaming.KeyedBytes;
import io.cordon.streaming.TopicRecord;
import io.cordon.streaming.wire.EventWire;
import java.io.Serializable;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/** Hands events and rules to the engine's detector, one endpoint per key, and what it says to Kafka. */
final class DetectFunction extends KeyedBroadcastProcessFunction<String, TopicRecord, TopicRecord, KeyedBytes>
        implements CheckpointedFunction {
    private static final long serialVersionUID = 1;

    /** Reads the rules that are there already. */
    interface InitialRules extends Serializable {
        void readTo(RuleBook book, JobOptions options);
    }

    private final DetectOptions options;
    private final InitialRules initialRules;
    private transient Detector detector;
    private transient SchemaCoder<io.cordon.wire.EndpointEvent> coder;
    private transient DeadLetters deadLetters;
    private transient FindingSink sink;
    private transient FlinkDetectStore store;
    private transient RuleBook book;
    private transient DetectMetrics metrics;
    private transient boolean restored;

    @SuppressWarnings("NullAway.Init") // Flink calls open() before any element
    DetectFunction(DetectOptions options, InitialRules initialRules) {
        this.options = options;
        this.initialRules = initialRules;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) {
        restored = context.isRestored();
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) {
        // everything is in state already
    }

    @Override
    public void open(OpenContext context) {
        metrics = new DetectMetrics(getRuntimeContext().getMetricGroup().addGroup("cordon"));
        coder = new SchemaCoder<>(
                SchemaRegistry.of(options.registry()),
                options.topic(Topics.ENDPOINT_EVENTS),
                io.cordon.wire.EndpointEvent.class,
                metrics::registryWaited);
        deadLetters = new DeadLetters(options, "detect", metrics::registryWaited);
        sink = new FindingSink(options, metrics);
        store = new FlinkDetectStore(getRuntimeContext());
        detector = new Detector(DetectorConfig.STREAM);
        book = new RuleBook(options, metrics::registryWaited);
        metrics.rules(book);
    }

    @Override
    public void processElement(TopicRecord record, ReadOnlyContext context, Collector<KeyedBytes> out)
            throws Exception {
        if (!book.isFilled()) {
            fill(context);
        }
        if (!(coder.decode(record.value()) instanceof Decoded.Value<io.cordon.wire.EndpointEvent> decoded)) {
            reject(record, context);
            return;
        }
        metrics.event();
        if (options.discard()) {
            return;
        }
        EndpointEvent event = EventWire.fromWire(decoded.value());
        store.at(context.getCurrentKey());
        if (store.isNew()) {
            sweepLater(context.timerService()::registerEventTimeTimer, record.appendTime());
        }
        detector.process(event, book.of(event.tenant()), store, sink.to(out));
        metrics.processes(context.getCurrentKey(), store.header().processes());
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<KeyedBytes> out) throws Exception {
        if (!book.isFilled()) {
            fill(context);
        }
        String key = context.getCurrentKey();
        int slash = key.indexOf('/'); // tenant/endpoint
        long append = TimeUnit.MILLISECONDS.toMicros(timestamp);
        store.at(key);
        if (detector.sweep(key.substring(slash + 1), append, book.of(key.substring(0, slash)), store, sink.to(out))) {
            sweepLater(context.timerService()::registerEventTimeTimer, append);
        } else {
            store.clear();
            metrics.processes(key, 0);
        }
    }

    @Override
    public void processBroadcastElement(TopicRecord record, Context context, Collector<KeyedBytes> out)
            throws Exception {
        switch (book.take(record)) {
            case UNREADABLE -> {
                metrics.deadLetter("unreadable-rule");
                context.output(
                        DeadLetters.TAG, deadLetters.of(record, "unreadable-rule", "expected a rule or a rule set"));
            }
            case KEPT, IN_FORCE ->
                context.getBroadcastState(RuleBook.STATE).put(RuleBook.stateKey(record), record.value());
        }
    }

    /** The rules of the checkpoint, or at a first start those that the topics hold. */
    private void fill(ReadOnlyContext context) throws Exception {
        for (Map.Entry<String, byte[]> kept :
                context.getBroadcastState(RuleBook.STATE).immutableEntries()) {
            book.restore(kept.getKey(), kept.getValue());
        }
        if (!restored || !book.isInForce()) {
            initialRules.readTo(book, options);
        }
        book.filled();
    }

    private void sweepLater(java.util.function.LongConsumer timers, long append) {
        timers.accept(TimeUnit.MICROSECONDS.toMillis(append + detector.sweepInterval()));
    }

    private void reject(TopicRecord record, ReadOnlyContext context) {
        if (coder.decode(record.value()) instanceof Decoded.Undecodable<?> undecodable) {
            metrics.deadLetter(undecodable.reason());
            context.output(DeadLetters.TAG, deadLetters.of(record, undecodable.reason(), undecodable.detail()));
        }
    }
}
