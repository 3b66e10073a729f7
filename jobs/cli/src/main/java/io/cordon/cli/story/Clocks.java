package io.cordon.cli.story;

import io.cordon.engine.edge.Edge;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * By how much each host's times are moved in the picture, so that what went from one to the next is drawn to its right: to the clock of the
 * host that it came from, as far as edges tell how two clocks differ.
 */
final class Clocks {
    private final Map<String, Long> shifts = new HashMap<>();

    Clocks(List<Edge> edges) {
        for (Edge edge : edges) {
            boolean isReached = edges.stream()
                    .anyMatch(other ->
                            other.target().endpoint().equals(edge.source().endpoint()));
            if (!isReached) {
                shifts.put(edge.source().endpoint(), 0L);
            }
        }
        // Each round reaches the hosts that are one edge further.
        for (boolean hasMore = true; hasMore; ) {
            hasMore = false;
            for (Edge edge : edges) {
                Long source = shifts.get(edge.source().endpoint());
                if (source != null && edge.offset().isPresent()) {
                    long shift = source + edge.offset().getAsLong();
                    hasMore |= shifts.putIfAbsent(edge.target().endpoint(), shift) == null;
                }
            }
        }
    }

    /** In µs. */
    long shift(String endpoint) {
        return shifts.getOrDefault(endpoint, 0L);
    }
}
