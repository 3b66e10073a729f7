package io.cordon.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.correlate.Contribution;
import io.cordon.engine.detect.Counter;
import io.cordon.engine.detect.Detector;
import io.cordon.engine.detect.DetectorConfig;
import io.cordon.engine.detect.HeapDetectStore;
import io.cordon.engine.detect.Scenario;
import io.cordon.engine.detect.Sink;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.finding.Finding;
import io.cordon.engine.match.CompiledRules;
import io.cordon.schemas.KeyPairFile;
import io.cordon.streaming.DeadLetters;
import io.cordon.streaming.KeyedBytes;
import io.cordon.streaming.TopicRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** A restart changes nothing: on RocksDB, with a restore after each element and after a change of parallelism. */
@SuppressWarnings("try") // the harness declares that closing it may be interrupted
class DetectFunctionTest {
    private static final int MAX_PARALLELISM = 128;

    private final Contracts contracts = new Contracts();
    private final List<EndpointEvent> events = events();

    @Test
    void aRestoreAfterEachElementChangesNoFinding() throws Exception {
        List<KeyedBytes> out = new ArrayList<>();
        OperatorSubtaskState state = rules(new ArrayList<>());
        for (EndpointEvent event : events) {
            try (var harness = harness(1, 0, state)) {
                harness.processElement(contracts.record(event), event.appendTime() / 1000);
                state = harness.snapshot(1, 1);
                out.addAll(harness.extractOutputValues());
            }
        }

        assertThat(contracts.lastVersions(out)).isEqualTo(undisturbed());
    }

    @Test
    void aChangeOfParallelismChangesNoFinding() throws Exception {
        List<KeyedBytes> out = new ArrayList<>();
        OperatorSubtaskState whole = rules(new ArrayList<>());
        int half = events.size() / 2;
        try (var harness = harness(1, 0, whole)) {
            for (EndpointEvent event : events.subList(0, half)) {
                harness.processElement(contracts.record(event), event.appendTime() / 1000);
            }
            whole = harness.snapshot(1, 1);
            out.addAll(harness.extractOutputValues());
        }
        for (int task = 0; task < 2; task++) {
            OperatorSubtaskState part =
                    AbstractStreamOperatorTestHarness.repartitionOperatorState(whole, MAX_PARALLELISM, 1, 2, task);
            try (var harness = harness(2, task, part)) {
                for (EndpointEvent event : events.subList(half, events.size())) {
                    if (contracts.taskOf(event, MAX_PARALLELISM, 2) == task) {
                        harness.processElement(contracts.record(event), event.appendTime() / 1000);
                    }
                }
                out.addAll(harness.extractOutputValues());
            }
        }

        assertThat(contracts.lastVersions(out)).isEqualTo(undisturbed());
    }

    @Test
    void aSetJudgesOnlyWhenAllOfItWasRead() throws Exception {
        try (var harness = harness(1, 0, null)) {
            harness.processBroadcastElement(contracts.manifest(1), 0);
            for (TopicRecord document :
                    contracts.documents().subList(1, contracts.documents().size())) {
                harness.processBroadcastElement(document, 0);
            }
            for (EndpointEvent event : events) {
                harness.processElement(contracts.record(event), event.appendTime() / 1000);
            }

            assertThat(harness.extractOutputValues()).isEmpty();
        }
    }

    @Test
    void aRestoreKeepsTheSetInForceWhileANewerOneWaitsForItsRules() throws Exception {
        OperatorSubtaskState state;
        try (var harness = harness(1, 0, rules(new ArrayList<>()))) {
            harness.processBroadcastElement(contracts.manifestOfUnreadRule(2), 0);
            state = harness.snapshot(1, 1);
        }

        assertThat(contracts.lastVersions(judgedFrom(state))).isEqualTo(undisturbed());
    }

    @Test
    void aRestoreKeepsTheRulesThatAFirstStartRead() throws Exception {
        OperatorSubtaskState state;
        InitialRules topics = (book, options) -> {
            Contracts inTopics = new Contracts();
            inTopics.documents().forEach(book::take);
            book.take(inTopics.manifest(3));
        };
        try (var harness = harness(1, 0, null, topics)) {
            harness.processBroadcastElement(contracts.manifestOfNothing(2), 0);
            state = harness.snapshot(1, 1);
        }

        assertThat(contracts.lastVersions(judgedFrom(state))).isEqualTo(undisturbed());
    }

    @Test
    void aSetOfNobodyWhoMaySignOneChangesNothing() throws Exception {
        OperatorSubtaskState state;
        try (var harness = harness(1, 0, rules(new ArrayList<>()))) {
            harness.processBroadcastElement(contracts.manifestOfNothing(9, KeyPairFile.generate()), 0);
            assertThat(harness.getSideOutput(DeadLetters.TAG)).hasSize(1);
            state = harness.snapshot(1, 1);
        }

        assertThat(contracts.lastVersions(judgedFrom(state))).isEqualTo(undisturbed());
    }

    /** A set names rules by the hashes of their texts: another text under the name of a rule is none of it. */
    @Test
    void aRuleWithAnothersHashIsRefused() throws Exception {
        try (var harness = harness(1, 0, null)) {
            harness.processBroadcastElement(contracts.forgedDocument(), 0);

            assertThat(harness.getSideOutput(DeadLetters.TAG)).hasSize(1);
        }
    }

    private List<KeyedBytes> judgedFrom(OperatorSubtaskState state) throws Exception {
        try (var harness = harness(1, 0, state)) {
            for (EndpointEvent event : events) {
                harness.processElement(contracts.record(event), event.appendTime() / 1000);
            }
            return harness.extractOutputValues();
        }
    }

    @Test
    void whatIsNoEventBecomesADeadLetter() throws Exception {
        try (var harness = harness(1, 0, rules(new ArrayList<>()))) {
            harness.processElement(new TopicRecord("default/ws1", new byte[] {1, 2, 3}, Contracts.EVENTS, 0, 9, 1), 1);

            assertThat(harness.getSideOutput(DeadLetters.TAG)).hasSize(1);
        }
    }

    @Test
    void stateEndsWhenAnEndpointIsSilent() throws Exception {
        try (var harness = harness(1, 0, rules(new ArrayList<>()))) {
            for (EndpointEvent event : events) {
                harness.processElement(contracts.record(event), event.appendTime() / 1000);
            }
            assertThat(harness.numEventTimeTimers()).isEqualTo(4);

            harness.watermark(events.get(0).appendTime() / 1000
                    + java.time.Duration.ofDays(9).toMillis());

            assertThat(harness.numEventTimeTimers()).isZero();
        }
    }

    /** The state of a task that has read the rules and nothing else. */
    private OperatorSubtaskState rules(List<KeyedBytes> out) throws Exception {
        try (var harness = harness(1, 0, null)) {
            for (TopicRecord document : contracts.documents()) {
                harness.processBroadcastElement(document, 0);
            }
            harness.processBroadcastElement(contracts.manifest(1), 0);
            out.addAll(harness.extractOutputValues());
            return harness.snapshot(0, 0);
        }
    }

    private KeyedBroadcastOperatorTestHarness<String, TopicRecord, TopicRecord, KeyedBytes> harness(
            int parallelism, int task, @org.jspecify.annotations.Nullable OperatorSubtaskState state) throws Exception {
        return harness(parallelism, task, state, (book, options) -> {});
    }

    private KeyedBroadcastOperatorTestHarness<String, TopicRecord, TopicRecord, KeyedBytes> harness(
            int parallelism,
            int task,
            @org.jspecify.annotations.Nullable OperatorSubtaskState state,
            InitialRules initialRules)
            throws Exception {
        DetectFunction function = new DetectFunction(contracts.options(), initialRules);
        KeyedBroadcastOperatorTestHarness<String, TopicRecord, TopicRecord, KeyedBytes> harness =
                new KeyedBroadcastOperatorTestHarness<>(
                        new CoBroadcastWithKeyedOperator<>(function, List.of(DetectFunction.RULES)),
                        TopicRecord::requiredKey,
                        Types.STRING,
                        MAX_PARALLELISM,
                        parallelism,
                        task);
        harness.setStateBackend(new EmbeddedRocksDBStateBackend());
        harness.setup();
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
        return harness;
    }

    /** What the engine says without Flink. */
    private List<String> undisturbed() {
        CompiledRules rules = Scenario.rules();
        Detector detector = new Detector(DetectorConfig.STREAM);
        TreeMap<String, HeapDetectStore> stores = new TreeMap<>();
        TreeMap<String, Finding> last = new TreeMap<>();
        Sink sink = new Sink() {
            @Override
            public void finding(Finding finding) {
                last.put(finding.id(), finding);
            }

            @Override
            public void contribution(Contribution contribution) {
                throw new AssertionError("no rule feeds a correlation");
            }

            @Override
            public void counted(Counter counter) {}
        };
        for (EndpointEvent event : events) {
            detector.process(
                    event, rules, stores.computeIfAbsent(event.endpoint(), name -> new HeapDetectStore()), sink);
        }
        List<String> said = new ArrayList<>();
        last.values()
                .forEach(finding -> said.add(Contracts.wording(io.cordon.streaming.wire.FindingWire.toWire(finding))));
        assertThat(said).anyMatch(one -> one.startsWith("lineage")).isNotEmpty();
        return said.stream().sorted().toList();
    }

    /** Stories on four endpoints, in an order that is not theirs. */
    private static List<EndpointEvent> events() {
        List<EndpointEvent> events = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String endpoint = "ws" + i;
            for (EndpointEvent event : Scenario.random(i).events()) {
                events.add(event.toBuilder()
                        .endpoint(endpoint)
                        .id(endpoint + event.id())
                        .build());
            }
        }
        Collections.shuffle(events, new Random(7));
        return events;
    }
}
