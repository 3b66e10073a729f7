package io.cordon.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.incident.Clue;
import io.cordon.engine.incident.Incident;
import io.cordon.engine.incident.IncidentSamples;
import io.cordon.engine.incident.Link;
import io.cordon.engine.indicator.PersonsVerdict;
import io.cordon.engine.indicator.Verdict;
import io.cordon.schemas.SchemaCoder;
import io.cordon.schemas.Topics;
import io.cordon.streaming.KeyedBytes;
import io.cordon.streaming.wire.IncidentWire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Incidents are those that the engine makes without Flink, on both backends, whenever it is restarted; and their state ends. */
@SuppressWarnings("try") // the harness declares that closing it may be interrupted
class IncidentFunctionTest {
    private static final int MAX_PARALLELISM = 128;
    private static final int SEEDS = 6;
    private static final long LONG_AFTER = Duration.ofDays(30).toMillis();

    private final Contracts contracts = new Contracts();
    private final List<Incident> said = new ArrayList<>();

    static Stream<StateBackend> backends() {
        return Stream.of(new HashMapStateBackend(), new EmbeddedRocksDBStateBackend());
    }

    @ParameterizedTest
    @MethodSource("backends")
    void aRestoreAfterEachElementChangesNoIncident(StateBackend backend) throws Exception {
        for (long seed = 0; seed < SEEDS; seed++) {
            List<Clue> clues = IncidentSamples.some(seed);
            said.clear();
            OperatorSubtaskState state = null;
            for (Clue clue : clues) {
                try (var harness = harness(1, 0, state, backend)) {
                    take(clue, harness);
                    state = harness.snapshot(1, 1);
                    hear(harness);
                }
            }
            try (var harness = harness(1, 0, state, backend)) {
                harness.processWatermark(new Watermark(LONG_AFTER));
                hear(harness);
            }

            assertThat(standing()).as("seed %d", seed).isEqualTo(IncidentSamples.ended(clues));
        }
    }

    @Test
    void aChangeOfParallelismChangesNoIncident() throws Exception {
        List<Clue> clues = IncidentSamples.some(1);
        StateBackend backend = new EmbeddedRocksDBStateBackend();
        OperatorSubtaskState whole;
        try (var harness = harness(1, 0, null, backend)) {
            for (Clue clue : clues.subList(0, clues.size() / 2)) {
                take(clue, harness);
            }
            whole = harness.snapshot(1, 1);
            hear(harness);
        }
        int task = Contracts.taskOf("default", MAX_PARALLELISM, 2);
        OperatorSubtaskState part =
                AbstractStreamOperatorTestHarness.repartitionOperatorState(whole, MAX_PARALLELISM, 1, 2, task);
        try (var harness = harness(2, task, part, backend)) {
            for (Clue clue : clues.subList(clues.size() / 2, clues.size())) {
                take(clue, harness);
            }
            harness.processWatermark(new Watermark(LONG_AFTER));
            hear(harness);
        }

        assertThat(standing()).isEqualTo(IncidentSamples.ended(clues));
    }

    @Test
    void whatCameWithinASecondIsJudgedTogether() throws Exception {
        List<Clue> clues = IncidentSamples.some(2);
        try (var harness = harness(1, 0, null, new HashMapStateBackend())) {
            for (Clue clue : clues) {
                take(clue, harness);
            }
            hear(harness);
            assertThat(said).isEmpty();
            harness.setProcessingTime(1_000);
            hear(harness);

            assertThat(said).isNotEmpty().extracting(Incident::version).containsOnly(1);
        }
    }

    @Test
    void stateEnds() throws Exception {
        try (var harness = harness(1, 0, null, new HashMapStateBackend())) {
            for (Clue clue : IncidentSamples.some(3)) {
                take(clue, harness);
            }
            harness.processElement(
                    Tellings.link("default", new Link("h1", "{p1}", "{p0}", "C:\\x.exe", "", "0x11", false, 1)), 0);
            harness.processElement(Tellings.rated("default", "h1", "{nobody told where it stands}", 0.5), 0);
            long soon = Duration.ofDays(1).toNanos() / 1_000;
            harness.processElement(
                    Tellings.verdict(new PersonsVerdict("never heard of", "i1", Verdict.ATTACK, soon)), 0);
            harness.setProcessingTime(1_000);
            harness.processWatermark(new Watermark(LONG_AFTER));

            AbstractStreamOperator<?> operator = (AbstractStreamOperator<?>) harness.getOperator();
            HeapKeyedStateBackend<?> kept = (HeapKeyedStateBackend<?>) operator.getKeyedStateBackend();
            assertThat(Objects.requireNonNull(kept).numKeyValueStateEntries()).isZero();
            assertThat(harness.numEventTimeTimers()).isZero();
        }
    }

    private static void take(Clue clue, KeyedOneInputStreamOperatorTestHarness<String, KeyedBytes, KeyedBytes> harness)
            throws Exception {
        harness.processElement(Tellings.clue("default", clue, clue.fact().time()), 0);
    }

    private void hear(KeyedOneInputStreamOperatorTestHarness<String, KeyedBytes, KeyedBytes> harness) {
        SchemaCoder<io.cordon.wire.Incident> coder = contracts.coder(Topics.INCIDENTS, io.cordon.wire.Incident.class);
        harness.extractOutputValues()
                .forEach(record -> said.add(IncidentWire.fromWire(Contracts.value(record, coder))));
    }

    private List<Incident> standing() {
        TreeMap<String, Incident> last = new TreeMap<>();
        said.forEach(incident -> last.put(incident.id(), incident));
        last.values().removeIf(incident -> incident.state() != Incident.State.ENDED);
        return IncidentSamples.unnumbered(last.values());
    }

    private KeyedOneInputStreamOperatorTestHarness<String, KeyedBytes, KeyedBytes> harness(
            int parallelism, int task, @Nullable OperatorSubtaskState state, StateBackend backend) throws Exception {
        KeyedOneInputStreamOperatorTestHarness<String, KeyedBytes, KeyedBytes> harness =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(new IncidentFunction(contracts.options())),
                        KeyedBytes::key,
                        Types.STRING,
                        MAX_PARALLELISM,
                        parallelism,
                        task);
        harness.setStateBackend(backend);
        harness.setup();
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
        return harness;
    }
}
