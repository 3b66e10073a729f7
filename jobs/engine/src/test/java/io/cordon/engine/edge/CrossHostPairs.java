package io.cordon.engine.edge;

import io.cordon.engine.event.Activity;
import io.cordon.engine.event.EndpointEvent;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The connections of which the sensors of two endpoints told: each is looked at for an edge. */
final class CrossHostPairs {
    private CrossHostPairs() {}

    /** A line for each: its ends, and which process each endpoint says that it was. */
    static List<String> of(List<EndpointEvent> events) {
        Map<String, Map<String, String>> processes = new TreeMap<>();
        events.stream()
                .filter(event -> event.activity() == Activity.NETWORK_CONNECT)
                .map(Reading::connection)
                .filter(Objects::nonNull)
                .forEach(connection -> processes
                        .computeIfAbsent(ends(connection), none -> new TreeMap<>())
                        .putIfAbsent(connection.seen().endpoint(), name(connection)));
        return processes.entrySet().stream()
                .filter(pair -> pair.getValue().size() > 1)
                .map(pair -> pair.getKey() + " by " + pair.getValue())
                .toList();
    }

    private static String ends(Connection connection) {
        return Stream.of(connection.source(), connection.destination())
                .sorted(Comparator.comparing(Connection.Address::toString))
                .map(end -> end.ip() + ':' + end.port())
                .collect(Collectors.joining(" - "));
    }

    private static String name(Connection connection) {
        return connection.image().isEmpty() ? "unknown" : CommandText.fileName(connection.image());
    }
}
