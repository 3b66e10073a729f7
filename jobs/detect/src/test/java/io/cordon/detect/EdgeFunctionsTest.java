package io.cordon.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.edge.Edge;
import io.cordon.engine.edge.RemoteStory;
import io.cordon.engine.edge.Stories;
import io.cordon.engine.event.EndpointEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Edges are those that the engine finds without Flink, whatever came first, on both backends, whenever it is restarted. */
@SuppressWarnings("try") // the harness declares that closing it may be interrupted
class EdgeFunctionsTest {
    private final RemoteStory story = Stories.together();
    private final List<EndpointEvent> events = story.events().stream()
            .map(event -> event.toBuilder().appendTime(event.time()).build())
            .toList();

    static Stream<StateBackend> backends() {
        return Stream.of(new HashMapStateBackend(), new EmbeddedRocksDBStateBackend());
    }

    @ParameterizedTest
    @MethodSource("backends")
    void aChangeOfParallelismChangesNoEdge(StateBackend backend) throws Exception {
        try (EdgeStages stages = new EdgeStages(backend)) {
            List<EndpointEvent> shuffled = shuffled(events, 7);
            int half = shuffled.size() / 2;
            tell(stages, shuffled.subList(0, half));
            stages.restart(2);
            tell(stages, shuffled.subList(half, shuffled.size()));

            assertThat(stages.standing()).containsExactlyElementsOf(expected());
            assertThat(stages.told()).isEqualTo(toldUndisturbed(shuffled));
        }
    }

    @Test
    void aRestoreAfterEachElementChangesNoEdge() throws Exception {
        List<EndpointEvent> shuffled = shuffled(events, 3);
        try (EdgeStages stages = new EdgeStages(new EmbeddedRocksDBStateBackend())) {
            for (EndpointEvent event : shuffled) {
                stages.event(event);
                stages.restart(1);
            }

            assertThat(stages.standing()).containsExactlyElementsOf(expected());
            assertThat(stages.told()).isEqualTo(toldUndisturbed(shuffled));
        }
    }

    @Test
    void noVersionSaysWhatTheOneBeforeSaid() throws Exception {
        try (EdgeStages stages = new EdgeStages(new HashMapStateBackend())) {
            tell(stages, shuffled(events, 5));
            int once = stages.said().size();
            tell(stages, shuffled(events, 6));

            assertThat(stages.said()).hasSize(once);
            Map<String, io.cordon.wire.Edge> last = new HashMap<>();
            for (io.cordon.wire.Edge edge : stages.said()) {
                io.cordon.wire.Edge before = last.put(edge.getId(), edge);
                if (before != null) {
                    io.cordon.wire.Edge same = io.cordon.wire.Edge.newBuilder(edge)
                            .setVersion(before.getVersion())
                            .build();
                    assertThat(edge.getVersion()).isEqualTo(before.getVersion() + 1);
                    assertThat(same).isNotEqualTo(before);
                }
            }
        }
    }

    @Test
    void stateEnds() throws Exception {
        try (EdgeStages stages = new EdgeStages(new HashMapStateBackend())) {
            tell(stages, events);
            assertThat(stages.timers()).isPositive();
            long last =
                    events.stream().mapToLong(EndpointEvent::appendTime).max().orElseThrow() / 1000;
            for (int days : List.of(1, 9, 31, 32)) {
                stages.append(last + Duration.ofDays(days).toMillis());
            }

            assertThat(stages.timers()).isZero();
            assertThat(stages.entries()).isZero();
        }
    }

    /** What is told for incidents where nothing is restarted. */
    private static Map<String, Object> toldUndisturbed(List<EndpointEvent> inOrder) throws Exception {
        try (EdgeStages stages = new EdgeStages(new HashMapStateBackend())) {
            tell(stages, inOrder);
            assertThat(stages.told()).hasSizeGreaterThan(20);
            return stages.told();
        }
    }

    private List<Edge> expected() {
        List<Edge> edges = story.edges();
        assertThat(edges).hasSizeGreaterThan(8);
        return edges;
    }

    private static void tell(EdgeStages stages, List<EndpointEvent> events) throws Exception {
        for (EndpointEvent event : events) {
            stages.event(event);
        }
    }

    private static List<EndpointEvent> shuffled(List<EndpointEvent> events, long seed) {
        List<EndpointEvent> shuffled = new ArrayList<>(events);
        Collections.shuffle(shuffled, new Random(seed));
        return shuffled;
    }
}
