package io.cordon.engine.hunt;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of what a query says: a match, or how many there are of a kind.
 *
 * @param events those of a match in its order; none in a line that only counts
 * @param keys the values that the events of a match share, or those that were counted
 * @param tally how many matches it stands for, where that was counted
 */
public record Answer(
        List<Seen> events, List<JsonNode> keys, @Nullable Tally tally) {
    public Answer {
        events = List.copyOf(events);
        keys = List.copyOf(keys);
    }

    /**
     * A count.
     *
     * @param share of all that were counted, 0 to 1
     */
    public record Tally(long count, double share) {}
}
