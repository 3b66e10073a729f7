package io.cordon.detect;

import io.cordon.engine.edge.Edge;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.incident.Clue;
import io.cordon.engine.incident.Link;
import io.cordon.schemas.SchemaCoder;
import io.cordon.schemas.Topics;
import io.cordon.streaming.KeyedBytes;
import io.cordon.streaming.TopicRecord;
import io.cordon.streaming.wire.EdgeWire;
import io.cordon.wire.EdgeState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;

/** Detect and the two stages of edges behind it; all may be restarted at any time, at another parallelism. */
@SuppressWarnings("try") // the harness declares that closing it may be interrupted
final class EdgeStages implements AutoCloseable {
    private static final int MAX_PARALLELISM = 128;

    private final Contracts contracts = new Contracts();
    private final StateBackend backend;
    private final List<io.cordon.wire.Edge> said = new ArrayList<>();
    private final TreeMap<String, Object> told = new TreeMap<>();
    private List<KeyedBroadcastOperatorTestHarness<String, TopicRecord, TopicRecord, KeyedBytes>> detect =
            new ArrayList<>();
    private List<KeyedOneInputStreamOperatorTestHarness<String, KeyedBytes, KeyedBytes>> join = new ArrayList<>();
    private List<KeyedOneInputStreamOperatorTestHarness<String, KeyedBytes, KeyedBytes>> versions = new ArrayList<>();

    EdgeStages(StateBackend backend) throws Exception {
        this.backend = backend;
        detect.add(detect(1, 0, null));
        join.add(stage(new EdgeJoinFunction(), 1, 0, null));
        versions.add(stage(new EdgeFunction(contracts.options()), 1, 0, null));
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
        for (var task : join) {
            task.processWatermark(new Watermark(millis));
        }
        handOn();
        for (var task : versions) {
            task.processWatermark(new Watermark(millis));
        }
    }

    private void handOn() throws Exception {
        for (var task : detect) {
            Queue<StreamRecord<KeyedBytes>> traces = task.getSideOutput(Traces.tag());
            while (traces != null && !traces.isEmpty()) {
                take(traces.remove().getValue(), join);
            }
        }
        detect.forEach(this::hear);
        for (var task : join) {
            for (KeyedBytes news : task.extractOutputValues()) {
                take(news, versions);
            }
            task.getOutput().clear();
        }
        versions.forEach(this::hear);
        SchemaCoder<io.cordon.wire.Edge> coder = contracts.coder(Topics.EDGES, io.cordon.wire.Edge.class);
        for (var task : versions) {
            for (KeyedBytes version : task.extractOutputValues()) {
                said.add(Contracts.value(version, coder));
            }
            task.getOutput().clear();
        }
    }

    private void hear(AbstractStreamOperatorTestHarness<KeyedBytes> task) {
        Queue<StreamRecord<KeyedBytes>> tellings = task.getSideOutput(Tellings.tag());
        while (tellings != null && !tellings.isEmpty()) {
            Tellings.decode(tellings.remove().getValue().value(), new Tellings.Reads() {
                @Override
                public void clue(Clue clue, long append) {
                    told.put(clue.id(), clue);
                }

                @Override
                public void gone(String id) {
                    told.remove(id);
                }

                @Override
                public void link(Link link) {
                    told.put(
                            link.endpoint() + ' ' + link.entity(),
                            link.toString().replaceAll("told=.*", ""));
                }
            });
        }
    }

    /** What incidents would be made of by now: clues, and where processes stand. */
    Map<String, Object> told() {
        return told;
    }

    private static void take(
            KeyedBytes record, List<KeyedOneInputStreamOperatorTestHarness<String, KeyedBytes, KeyedBytes>> stage)
            throws Exception {
        stage.get(Contracts.taskOf(record.key(), MAX_PARALLELISM, stage.size())).processElement(record, 0);
    }

    /** All versions that were written so far, in order. */
    List<io.cordon.wire.Edge> said() {
        return said;
    }

    /** The edges that stand, by id. */
    Collection<Edge> standing() {
        TreeMap<String, Edge> last = new TreeMap<>();
        for (io.cordon.wire.Edge edge : said) {
            if (edge.getState() == EdgeState.retracted) {
                last.remove(edge.getId());
            } else {
                last.put(edge.getId(), EdgeWire.fromWire(edge));
            }
        }
        return last.values();
    }

    /** Timers that wait for append time to come. */
    int timers() {
        return tasks().mapToInt(AbstractStreamOperatorTestHarness::numEventTimeTimers)
                .sum();
    }

    /** Entries of state that are kept, on a backend that keeps them on the heap. */
    int entries() {
        return tasks().map(task -> (AbstractStreamOperator<?>) task.getOperator())
                .map(operator -> (HeapKeyedStateBackend<?>) operator.getKeyedStateBackend())
                .mapToInt(kept -> Objects.requireNonNull(kept).numKeyValueStateEntries())
                .sum();
    }

    private Stream<AbstractStreamOperatorTestHarness<KeyedBytes>> tasks() {
        return Stream.of(detect, join, versions).flatMap(List::stream);
    }

    /** Takes a checkpoint, and goes on from it with so many new tasks of each stage. */
    void restart(int parallelism) throws Exception {
        int before = detect.size();
        OperatorSubtaskState ofDetect = snapshot(detect);
        OperatorSubtaskState ofJoin = snapshot(join);
        OperatorSubtaskState ofVersions = snapshot(versions);
        close();
        detect = new ArrayList<>();
        join = new ArrayList<>();
        versions = new ArrayList<>();
        for (int task = 0; task < parallelism; task++) {
            detect.add(detect(parallelism, task, part(ofDetect, before, parallelism, task)));
            join.add(stage(new EdgeJoinFunction(), parallelism, task, part(ofJoin, before, parallelism, task)));
            versions.add(stage(
                    new EdgeFunction(contracts.options()),
                    parallelism,
                    task,
                    part(ofVersions, before, parallelism, task)));
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

    private KeyedBroadcastOperatorTestHarness<String, TopicRecord, TopicRecord, KeyedBytes> detect(
            int parallelism, int task, @Nullable OperatorSubtaskState state) throws Exception {
        return opened(
                new KeyedBroadcastOperatorTestHarness<>(
                        new CoBroadcastWithKeyedOperator<>(
                                new DetectFunction(contracts.options(), (book, options) -> {}),
                                List.of(DetectFunction.RULES)),
                        TopicRecord::requiredKey,
                        Types.STRING,
                        MAX_PARALLELISM,
                        parallelism,
                        task),
                state);
    }

    private KeyedOneInputStreamOperatorTestHarness<String, KeyedBytes, KeyedBytes> stage(
            KeyedProcessFunction<String, KeyedBytes, KeyedBytes> function,
            int parallelism,
            int task,
            @Nullable OperatorSubtaskState state)
            throws Exception {
        return opened(
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(function),
                        KeyedBytes::key,
                        Types.STRING,
                        MAX_PARALLELISM,
                        parallelism,
                        task),
                state);
    }

    private <H extends AbstractStreamOperatorTestHarness<KeyedBytes>> H opened(
            H harness, @Nullable OperatorSubtaskState state) throws Exception {
        harness.setStateBackend(backend);
        harness.setup();
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
        return harness;
    }

    @Override
    public void close() throws Exception {
        for (AbstractStreamOperatorTestHarness<KeyedBytes> task : tasks().toList()) {
            task.close();
        }
    }
}
