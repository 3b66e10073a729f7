package io.cordon.detect;

import io.cordon.engine.event.EndpointEvent;
import io.cordon.streaming.KeyedBytes;
import io.cordon.streaming.TopicRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.jspecify.annotations.Nullable;

/** Detect and correlate on RocksDB, a task each, the second hearing what the first says; both may be restarted at any time. */
@SuppressWarnings("try") // the harness declares that closing it may be interrupted
final class Stages implements AutoCloseable {
    private static final int MAX_PARALLELISM = 128;

    private final Contracts contracts;
    private final List<KeyedBytes> said = new ArrayList<>();
    private KeyedBroadcastOperatorTestHarness<String, TopicRecord, TopicRecord, KeyedBytes> detect;
    private KeyedBroadcastOperatorTestHarness<String, KeyedBytes, TopicRecord, KeyedBytes> correlate;

    Stages(String rules) throws Exception {
        contracts = new Contracts(rules);
        detect = detect(null);
        correlate = correlate(null);
        rules(rules, 1);
    }

    /** Brings a set into force. */
    void rules(String rules, long sequence) throws Exception {
        Contracts pushed = new Contracts(rules);
        List<TopicRecord> records = new ArrayList<>(pushed.documents());
        records.add(pushed.manifest(sequence));
        for (TopicRecord record : records) {
            detect.processBroadcastElement(record, 0);
            correlate.processBroadcastElement(record, 0);
        }
    }

    void event(EndpointEvent event) throws Exception {
        detect.processElement(contracts.record(event), event.appendTime() / 1000);
        handOn();
    }

    /** Says how far Kafka's append time has come, in ms. */
    void append(long millis) throws Exception {
        detect.watermark(millis);
        handOn();
        correlate.watermark(millis);
    }

    private void handOn() throws Exception {
        Queue<StreamRecord<KeyedBytes>> contributions = detect.getSideOutput(Contributions.tag(1));
        while (contributions != null && !contributions.isEmpty()) {
            correlate.processElement(contributions.remove().getValue(), 0);
        }
    }

    /** Takes a checkpoint, and goes on from it with new tasks. */
    void restart() throws Exception {
        OperatorSubtaskState ofDetect = detect.snapshot(1, 1);
        OperatorSubtaskState ofCorrelate = correlate.snapshot(1, 1);
        close();
        detect = detect(ofDetect);
        correlate = correlate(ofCorrelate);
    }

    /** Timers that wait for append time to come. */
    int timers() {
        return detect.numEventTimeTimers() + correlate.numEventTimeTimers();
    }

    /** All that was said so far. */
    List<KeyedBytes> said() {
        List<KeyedBytes> all = new ArrayList<>(said);
        all.addAll(detect.extractOutputValues());
        all.addAll(correlate.extractOutputValues());
        return all;
    }

    /** The last version of each finding. */
    List<String> lastVersions() {
        return contracts.lastVersions(said());
    }

    /** Each finding that stands: its rule, its state, and its events in order. */
    List<String> standing() {
        return contracts.standing(said());
    }

    @Override
    public void close() throws Exception {
        said.addAll(detect.extractOutputValues());
        said.addAll(correlate.extractOutputValues());
        detect.close();
        correlate.close();
    }

    private KeyedBroadcastOperatorTestHarness<String, TopicRecord, TopicRecord, KeyedBytes> detect(
            @Nullable OperatorSubtaskState state) throws Exception {
        return opened(
                new KeyedBroadcastOperatorTestHarness<>(
                        operator(new DetectFunction(contracts.options(), (book, options) -> {})),
                        TopicRecord::requiredKey,
                        Types.STRING,
                        MAX_PARALLELISM,
                        1,
                        0),
                state);
    }

    private KeyedBroadcastOperatorTestHarness<String, KeyedBytes, TopicRecord, KeyedBytes> correlate(
            @Nullable OperatorSubtaskState state) throws Exception {
        return opened(
                new KeyedBroadcastOperatorTestHarness<>(
                        operator(new CorrelateFunction(contracts.options(), (book, options) -> {})),
                        KeyedBytes::key,
                        Types.STRING,
                        MAX_PARALLELISM,
                        1,
                        0),
                state);
    }

    private static <I> CoBroadcastWithKeyedOperator<String, I, TopicRecord, KeyedBytes> operator(
            KeyedBroadcastProcessFunction<String, I, TopicRecord, KeyedBytes> function) {
        return new CoBroadcastWithKeyedOperator<>(function, List.of(DetectFunction.RULES));
    }

    private static <I> KeyedBroadcastOperatorTestHarness<String, I, TopicRecord, KeyedBytes> opened(
            KeyedBroadcastOperatorTestHarness<String, I, TopicRecord, KeyedBytes> harness,
            @Nullable OperatorSubtaskState state)
            throws Exception {
        harness.setStateBackend(new EmbeddedRocksDBStateBackend());
        harness.setup();
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
        return harness;
    }
}
