package io.cordon.engine.hunt;

import com.fasterxml.jackson.databind.JsonNode;
import io.cordon.engine.condition.Subject;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.event.FieldRef;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An event that a query's match rests on.
 *
 * @param position where it was read first
 * @param time its event time in µs
 * @param tie what its record says of its place among those of the same time, or {@link EndpointEvent#ABSENT}
 * @param number how many were read before it: what nothing else orders goes by that
 * @param fields those that keys and pipes read
 */
public record Seen(String id, String position, long time, long tie, long number, Map<FieldRef, Value> fields) {
    static final Comparator<Seen> IN_ORDER =
            Comparator.comparingLong(Seen::time).thenComparingLong(Seen::tie).thenComparingLong(Seen::number);

    public Seen {
        fields = Map.copyOf(fields);
    }

    /**
     * What a field holds.
     *
     * @param text as conditions read it
     * @param shown as the record has it
     */
    public record Value(String text, JsonNode shown) {}

    /**
     * The values of an event's fields.
     *
     * @param shown what the record has of them; what it lacks is known of its process
     */
    public static Map<FieldRef, Value> values(Subject subject, Map<FieldRef, JsonNode> shown, Set<FieldRef> fields) {
        Map<FieldRef, Value> values = new HashMap<>();
        for (FieldRef field : fields) {
            String text = subject.text(field);
            if (text != null) {
                JsonNode own = shown.get(field);
                values.put(field, new Value(text, own == null ? Shown.of(text) : own));
            }
        }
        return values;
    }

    @Nullable
    String text(FieldRef field) {
        Value value = fields.get(field);
        return value == null ? null : value.text();
    }
}
