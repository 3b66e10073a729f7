package io.cordon.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.edge.Stories;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.schemas.Topics;
import io.cordon.streaming.KeyedBytes;
import io.cordon.wire.Finding;
import io.cordon.wire.FindingState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Lineage goes from endpoint to endpoint through the topic of grafts: whatever is read first, and whenever it is restarted. */
@SuppressWarnings("try") // the harness declares that closing it may be interrupted
class GraftLoopTest {
    private static final String RULES = """
            title: Goes on under somebody's console
            id: console
            dialect: endpoint
            query: |
              process where process.name == "y.exe" and descendant of [process where process.name == "cmd.exe"]
            ---
            title: Was run from afar
            id: afar
            dialect: endpoint
            query: |
              any where child of [process where process.name == "wmic.exe"]
            """;

    private static final List<String> FOUND =
            List.of("afar confirmed x [default server x]", "console confirmed y [default server x]");

    private final List<EndpointEvent> events = Stories.goingOn().events().stream()
            .map(event -> event.toBuilder().appendTime(event.time()).build())
            .toList();

    private final long last =
            events.stream().mapToLong(EndpointEvent::appendTime).max().orElseThrow();

    static Stream<StateBackend> backends() {
        return Stream.of(new HashMapStateBackend(), new EmbeddedRocksDBStateBackend());
    }

    @ParameterizedTest
    @MethodSource("backends")
    void anyInterleavingFindsTheSame(StateBackend backend) throws Exception {
        for (int seed = 0; seed < 10; seed++) {
            try (EdgeStages stages = EdgeStages.judging(backend, RULES)) {
                tell(stages, new Random(seed), () -> {});

                assertThat(standing(stages)).isEqualTo(FOUND);
            }
        }
    }

    @Test
    void aRestoreAfterEachRecordChangesNothing() throws Exception {
        try (EdgeStages stages = EdgeStages.judging(new EmbeddedRocksDBStateBackend(), RULES)) {
            tell(stages, new Random(3), () -> stages.restart(1));

            assertThat(standing(stages)).isEqualTo(FOUND);
        }
    }

    @Test
    void changesOfParallelismChangeNothing() throws Exception {
        try (EdgeStages stages = EdgeStages.judging(new EmbeddedRocksDBStateBackend(), RULES)) {
            int[] records = {0};
            tell(stages, new Random(4), () -> {
                if (records[0]++ % 7 == 0) {
                    stages.restart(1 + records[0] % 3);
                }
            });

            assertThat(standing(stages)).isEqualTo(FOUND);
        }
    }

    @Test
    void whoWasHeardOfTwiceIsToldOnce() throws Exception {
        try (EdgeStages stages = EdgeStages.judging(new HashMapStateBackend(), RULES)) {
            tell(stages, new Random(1), () -> {});
            int once = stages.found().size();
            tell(stages, new Random(2), () -> {});

            assertThat(stages.found()).hasSize(once);
        }
    }

    @Test
    void stateEnds() throws Exception {
        try (EdgeStages stages = EdgeStages.judging(new HashMapStateBackend(), RULES)) {
            tell(stages, new Random(5), () -> {});
            for (int days : List.of(1, 9, 31, 32)) {
                stages.append(last / 1000 + Duration.ofDays(days).toMillis());
            }

            assertThat(stages.timers()).isZero();
            assertThat(stages.entries()).isZero();
        }
    }

    /** Something that happens between two records. */
    private interface Between {
        void happens() throws Exception;
    }

    /** Events in any order; what goes over edges is read at some time after it was written. */
    private void tell(EdgeStages stages, Random random, Between between) throws Exception {
        List<EndpointEvent> shuffled = new ArrayList<>(events);
        Collections.shuffle(shuffled, random);
        for (EndpointEvent event : shuffled) {
            stages.event(event);
            between.happens();
            if (random.nextBoolean()) {
                cross(stages, random, between);
            }
        }
        while (!stages.crossing().isEmpty()) {
            cross(stages, random, between);
        }
    }

    private void cross(EdgeStages stages, Random random, Between between) throws Exception {
        List<String> endpoints = stages.crossing();
        if (!endpoints.isEmpty()) {
            stages.cross(endpoints.get(random.nextInt(endpoints.size())), last);
            between.happens();
        }
    }

    private static List<String> standing(EdgeStages stages) {
        Map<String, Finding> last = new TreeMap<>();
        for (KeyedBytes record : stages.found()) {
            last.put(record.key(), Contracts.value(record, new Contracts(RULES).coder(Topics.FINDINGS, Finding.class)));
        }
        return last.values().stream()
                .filter(finding -> finding.getState() != FindingState.retracted)
                .map(finding -> finding.getRuleId()
                        + ' '
                        + finding.getState()
                        + ' '
                        + finding.getEvidence().get(0).getEntity()
                        + ' '
                        + finding.getEvidence().get(0).getEdges())
                .sorted()
                .toList();
    }
}
