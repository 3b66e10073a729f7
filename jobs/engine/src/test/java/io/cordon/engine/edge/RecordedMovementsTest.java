package io.cordon.engine.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.edge.RecordedMovements.Movement;
import io.cordon.engine.event.Activity;
import io.cordon.engine.event.EndpointEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** In recordings of real attacks each remote execution is an edge, and nothing else is a proven one. */
class RecordedMovementsTest {
    private static final String EXEC_METHOD = "empire_wmi_dcerpc_wmi_IWbemServices_ExecMethod";
    /** Its logon, in the channel "security"; who wrote the list of movements did not use it. */
    private static final String LOGON_OF_EXEC_METHOD = "515";

    @Test
    void everyMovementIsAnEdgeAndNothingElseIsProven() throws IOException {
        Map<String, Movement> movements = new HashMap<>();
        RecordedMovements.movements().forEach(movement -> movements.put(movement.recording(), movement));
        int pairs = 0;
        for (Map.Entry<String, Path> recording : RecordedMovements.recordings().entrySet()) {
            List<EndpointEvent> events = RecordedMovements.events(recording.getValue());
            HeapEdges engine = new HeapEdges(EdgeLimits.DEFAULT);
            events.forEach(engine::process);
            long traces = engine.counted().getOrDefault(EdgeCounter.TRACES, 0L);
            System.out.printf(
                    Locale.ROOT,
                    "%s: %d pairs across hosts, edges %s, %.2f %% of %d events to the second stage%n",
                    recording.getKey(),
                    pairs(events),
                    engine.edges().stream()
                            .map(edge -> edge.tier() + " " + edge.techniques())
                            .toList(),
                    100.0 * traces / events.size(),
                    events.size());

            assertThat(100 * traces).as(recording.getKey()).isLessThan(2L * events.size());
            Movement movement = movements.get(recording.getKey());
            if (movement == null) {
                assertThat(engine.edges()).as(recording.getKey()).isEmpty();
            } else {
                assertThat(engine.edges()).hasSize(1);
                is(engine.edges().get(0), movement, tier(movement));
            }
            pairs += pairs(events);
        }
        // Connections that two endpoints saw: ten are the movements', the others DNS, LDAP, Kerberos and their like.
        assertThat(pairs).isEqualTo(49);
    }

    /** The definition decides: a connection with the logon's address and session is T1; without the logon the session is not tied. */
    @Test
    void withoutItsLogonTheExecutedMethodIsNotProven() throws IOException {
        Movement movement = RecordedMovements.movements().stream()
                .filter(one -> one.recording().equals(EXEC_METHOD))
                .findFirst()
                .orElseThrow();
        List<Edge> edges = RemoteStory.edges(
                without(events(movement), event -> event.position().equals(LOGON_OF_EXEC_METHOD)));

        assertThat(movement.tier()).isEqualTo(Tier.T2);
        assertThat(edges).hasSize(1);
        is(edges.get(0), movement, Tier.T2);
    }

    @Test
    void namesAndAddressesDoNotMatter() throws IOException {
        for (Movement movement : RecordedMovements.movements()) {
            Path recording = path(movement);
            List<Edge> edges = RemoteStory.edges(RecordedMovements.events(
                    recording,
                    line -> line.replaceAll("(?i)workstation5", "finance-7")
                            .replaceAll("(?i)workstation6", "zulu")
                            .replace("172.18.39.5", "203.0.113.77")
                            .replace("172.18.39.6", "10.9.8.7")));

            assertThat(edges).as(movement.recording()).hasSize(1);
            assertThat(edges.get(0).tier()).isEqualTo(tier(movement));
            assertThat(edges.get(0).source().endpoint()).startsWith("finance-7");
            assertThat(edges.get(0).source().process()).isEqualTo(movement.sourceEntity());
            assertThat(edges.get(0).target().endpoint()).startsWith("zulu");
        }
    }

    @Test
    void orderDoesNotMatter() throws IOException {
        for (Movement movement : RecordedMovements.movements()) {
            List<EndpointEvent> events = new ArrayList<>(events(movement));
            List<Edge> expected = RemoteStory.edges(events);
            Collections.shuffle(events, new Random(1));
            assertThat(RemoteStory.edges(events)).as(movement.recording()).isEqualTo(expected);
            Collections.reverse(events);
            assertThat(RemoteStory.edges(events)).as(movement.recording()).isEqualTo(expected);
        }
    }

    @Test
    void withoutTheSourceNothingIsProven() throws IOException {
        for (Movement movement : RecordedMovements.movements()) {
            List<EndpointEvent> events =
                    without(events(movement), event -> is(event.endpoint(), movement.sourceEndpoint()));

            assertThat(RemoteStory.edges(events)).as(movement.recording()).allSatisfy(edge -> {
                assertThat(edge.tier()).isGreaterThanOrEqualTo(Tier.T3);
                assertThat(edge.source().process()).isEmpty();
            });
        }
    }

    @Test
    void withoutTheTargetThereIsNoEdge() throws IOException {
        for (Movement movement : RecordedMovements.movements()) {
            List<EndpointEvent> events =
                    without(events(movement), event -> is(event.endpoint(), movement.targetEndpoint()));

            assertThat(RemoteStory.edges(events)).as(movement.recording()).isEmpty();
        }
    }

    /** Of each connection one end is gone: what is still proven is right. */
    @Test
    void withoutOneEndOfTheConnectionsNothingWrongIsProven() throws IOException {
        Map<String, Tier> stillProven = new TreeMap<>();
        for (Movement movement : RecordedMovements.movements()) {
            for (String endpoint : List.of(movement.sourceEndpoint(), movement.targetEndpoint())) {
                List<Edge> edges = RemoteStory.edges(without(
                        events(movement),
                        event -> event.activity() == Activity.NETWORK_CONNECT && is(event.endpoint(), endpoint)));
                for (Edge edge : edges) {
                    if (edge.tier().compareTo(Tier.T3) < 0) {
                        joins(edge, movement, edge.tier());
                        assertThat(isCaller(edge.source(), movement))
                                .as("%s: %s", movement.recording(), edge.source())
                                .isTrue();
                        stillProven.put(movement.recording(), edge.tier());
                    }
                }
            }
        }

        // The filtering platform names the caller where the sensor logged no connection.
        assertThat(stillProven)
                .containsOnlyKeys(RecordedMovements.movements().stream()
                        .map(Movement::recording)
                        .toList());
    }

    private static void is(Edge edge, Movement movement, Tier tier) {
        assertThat(edge.source().process()).isEqualTo(movement.sourceEntity());
        joins(edge, movement, tier);
    }

    private static void joins(Edge edge, Movement movement, Tier tier) {
        assertThat(edge.tier()).as(movement.recording()).isEqualTo(tier);
        assertThat(edge.techniques()).isEqualTo(movement.techniques());
        assertThat(is(edge.source().endpoint(), movement.sourceEndpoint())).isTrue();
        assertThat(is(edge.target().endpoint(), movement.targetEndpoint())).isTrue();
        if (movement.targetEntity().isEmpty()) {
            assertThat(movement.targetText()).contains(edge.target().object());
        } else {
            assertThat(edge.target().started())
                    .extracting(Trace.Started::process)
                    .containsExactly(movement.targetEntity());
        }
    }

    /** The filtering platform says a pid, and the sensor's record of the start may have lost it: then only the image is the same. */
    private static boolean isCaller(Edge.Source source, Movement movement) {
        String name = source.image().substring(source.image().lastIndexOf('\\') + 1);
        return source.process().equals(movement.sourceEntity())
                || movement.sourceText().toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT));
    }

    private static boolean is(String endpoint, String name) {
        return endpoint.equals(name) || endpoint.startsWith(name + '.');
    }

    private static Tier tier(Movement movement) {
        return movement.recording().equals(EXEC_METHOD) ? Tier.T1 : movement.tier();
    }

    private static Path path(Movement movement) throws IOException {
        return Objects.requireNonNull(RecordedMovements.recordings().get(movement.recording()));
    }

    private static List<EndpointEvent> events(Movement movement) throws IOException {
        return RecordedMovements.events(path(movement));
    }

    private static List<EndpointEvent> without(List<EndpointEvent> events, Predicate<EndpointEvent> gone) {
        return events.stream().filter(gone.negate()).toList();
    }

    private static int pairs(List<EndpointEvent> events) {
        Map<List<Connection.Address>, Set<String>> seen = new HashMap<>();
        for (EndpointEvent event : events) {
            Connection connection = event.activity() == Activity.NETWORK_CONNECT ? Reading.connection(event) : null;
            if (connection != null) {
                List<Connection.Address> ends = new ArrayList<>(List.of(connection.source(), connection.destination()));
                ends.sort(Comparator.comparing(Connection.Address::toString));
                seen.computeIfAbsent(ends, none -> new HashSet<>()).add(event.endpoint());
            }
        }
        return (int)
                seen.values().stream().filter(endpoints -> endpoints.size() > 1).count();
    }
}
