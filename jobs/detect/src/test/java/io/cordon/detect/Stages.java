package io.cordon.detect;

import io.cordon.engine.event.EndpointEvent;
import io.cordon.streaming.KeyedBytes;
import io.cordon.streaming.TopicRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.jspecify.annotations.Nullable;

/** Detect and correlate, the second hearing what the first says; both may be restarted at any time, at another parallelism. */
@SuppressWarnings("try") // the harness declares that closing it may be interrupted
final class Stages implements AutoCloseable {
    private static final int MAX_PARALLELISM = 128;

    private final Contracts contracts;
    private final StateBackend backend;
    private final List<KeyedBytes> said = new ArrayList<>();
    private List<KeyedBroadcastOperatorTestHarness<String, TopicRecord, TopicRecord, KeyedBytes>> detect;
    private List<KeyedBroadcastOperatorTestHarness<String, KeyedBytes, TopicRecord, KeyedBytes>> correlate;

    Stages(String rules) throws Exception {
        this(rules, new EmbeddedRocksDBStateBackend());
    }

    Stages(String rules, StateBackend backend) throws Exception {
        this.contracts = new Contracts(rules);
        this.backend = backend;
        this.detect = List.of(detect(1, 0, null));
        this.correlate = List.of(correlate(1, 0, null));
        rules(rules, 1);
    }

    /** Brings a set into force. */
    void rules(String rules, long sequence) throws Exception {
        Contracts pushed = new Contracts(rules);
        List<TopicRecord> records = new ArrayList<>(pushed.documents());
        records.add(pushed.manifest(sequence));
        for (TopicRecord record : records) {
            for (var task : detect) {
                task.processBroadcastElement(record, 0);
            }
            for (var task : correlate) {
                task.processBroadcastElement(record, 0);
            }
        }
    }

    void event(EndpointEvent event) throws Exception {
        detect.get(contracts.taskOf(event, MAX_PARALLELISM, detect.size()))
                .processElement(contracts.record(event), event.appendTime() / 1000);
        handOn();
    }

    /** Says how far Kafka's append time has come, in ms. */
    void append(long millis) throws Exception {
        for (var task : detect) {
            task.watermark(millis);
        }
        handOn();
        for (var task : correlate) {
            task.watermark(millis);
        }
    }

    private void handOn() throws Exception {
        for (var task : detect) {
            Queue<StreamRecord<KeyedBytes>> contributions = task.getSideOutput(Contributions.tag(1));
            while (contributions != null && !contributions.isEmpty()) {
                KeyedBytes contribution = contributions.remove().getValue();
                correlate
                        .get(Contracts.taskOf(contribution.key(), MAX_PARALLELISM, correlate.size()))
                        .processElement(contribution, 0);
            }
        }
    }

    /** Takes a checkpoint, and goes on from it with new tasks. */
    void restart() throws Exception {
        restart(detect.size());
    }

    /** Takes a checkpoint, and goes on from it with so many new tasks of each stage. */
    void restart(int parallelism) throws Exception {
        int before = detect.size();
        OperatorSubtaskState ofDetect = snapshot(detect);
        OperatorSubtaskState ofCorrelate = snapshot(correlate);
        close();
        detect = new ArrayList<>();
        correlate = new ArrayList<>();
        for (int task = 0; task < parallelism; task++) {
            detect.add(detect(parallelism, task, part(ofDetect, before, parallelism, task)));
            correlate.add(correlate(parallelism, task, part(ofCorrelate, before, parallelism, task)));
        }
    }

    private static OperatorSubtaskState snapshot(List<? extends AbstractStreamOperatorTestHarness<KeyedBytes>> tasks)
            throws Exception {
        List<OperatorSubtaskState> states = new ArrayList<>();
        for (var task : tasks) {
            states.add(task.snapshot(1, 1));
        }
        return AbstractStreamOperatorTestHarness.repackageState(states.toArray(new OperatorSubtaskState[0]));
    }

    private static OperatorSubtaskState part(OperatorSubtaskState whole, int before, int now, int task) {
        return AbstractStreamOperatorTestHarness.repartitionOperatorState(whole, MAX_PARALLELISM, before, now, task);
    }

    /** Timers that wait for append time to come. */
    int timers() {
        return detect.stream().mapToInt(task -> task.numEventTimeTimers()).sum()
                + correlate.stream().mapToInt(task -> task.numEventTimeTimers()).sum();
    }

    /** Entries that are kept of groups, on a backend that keeps them on the heap. */
    int entries() {
        int entries = 0;
        for (var task : correlate) {
            AbstractStreamOperator<?> operator = (AbstractStreamOperator<?>) task.getOperator();
            HeapKeyedStateBackend<?> kept = (HeapKeyedStateBackend<?>) operator.getKeyedStateBackend();
            entries += Objects.requireNonNull(kept).numKeyValueStateEntries();
        }
        return entries;
    }

    /** All that was said so far. */
    List<KeyedBytes> said() {
        List<KeyedBytes> all = new ArrayList<>(said);
        detect.forEach(task -> all.addAll(task.extractOutputValues()));
        correlate.forEach(task -> all.addAll(task.extractOutputValues()));
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
        List<KeyedBytes> all = said();
        said.clear();
        said.addAll(all);
        for (var task : detect) {
            task.close();
        }
        for (var task : correlate) {
            task.close();
        }
    }

    private KeyedBroadcastOperatorTestHarness<String, TopicRecord, TopicRecord, KeyedBytes> detect(
            int parallelism, int task, @Nullable OperatorSubtaskState state) throws Exception {
        return opened(
                new KeyedBroadcastOperatorTestHarness<>(
                        operator(new DetectFunction(contracts.options(), (book, options) -> {})),
                        TopicRecord::requiredKey,
                        Types.STRING,
                        MAX_PARALLELISM,
                        parallelism,
                        task),
                state);
    }

    private KeyedBroadcastOperatorTestHarness<String, KeyedBytes, TopicRecord, KeyedBytes> correlate(
            int parallelism, int task, @Nullable OperatorSubtaskState state) throws Exception {
        return opened(
                new KeyedBroadcastOperatorTestHarness<>(
                        operator(new CorrelateFunction(contracts.options(), (book, options) -> {})),
                        KeyedBytes::key,
                        Types.STRING,
                        MAX_PARALLELISM,
                        parallelism,
                        task),
                state);
    }

    private static <I> CoBroadcastWithKeyedOperator<String, I, TopicRecord, KeyedBytes> operator(
            KeyedBroadcastProcessFunction<String, I, TopicRecord, KeyedBytes> function) {
        return new CoBroadcastWithKeyedOperator<>(function, List.of(DetectFunction.RULES));
    }

    private <I> KeyedBroadcastOperatorTestHarness<String, I, TopicRecord, KeyedBytes> opened(
            KeyedBroadcastOperatorTestHarness<String, I, TopicRecord, KeyedBytes> harness,
            @Nullable OperatorSubtaskState state)
            throws Exception {
        harness.setStateBackend(backend);
        harness.setup();
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
        return harness;
    }
}
