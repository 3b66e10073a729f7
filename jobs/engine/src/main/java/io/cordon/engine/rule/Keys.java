package io.cordon.engine.rule;

import io.cordon.engine.condition.Formula;
import io.cordon.engine.event.FieldRef;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The values that events have in common.
 *
 * @param cased whether upper and lower case differ
 */
public record Keys(List<Value> values, Reach reach, boolean cased) {
    private static final Set<String> ACTOR = Set.of("process.entity_id", "unique_pid");

    public Keys {
        values = List.copyOf(values);
    }

    /** How far a value joins. */
    public enum Reach {
        /** Over all endpoints where it means the same on them, else on one: the endpoint is added. Sigma's. */
        BY_VALUE,
        /** Over all endpoints, unless a field of it is an endpoint's own. EQL's in Elasticsearch. */
        BY_FIELD,
        /** On one endpoint: it is part of every key. EQL's on endpoints. */
        ENDPOINT,
        /** Over all endpoints. */
        FLEET
    }

    /**
     * A value.
     *
     * @param field the field that it is, or null where it is computed
     * @param optional whether events that lack it have that in common
     */
    public record Value(@Nullable FieldRef field, boolean optional, Reading reading) {
        /** Whether it is the id of the process that acted. */
        public boolean isActor() {
            return field != null && ACTOR.contains(field.key());
        }

        public static Value of(FieldRef field) {
            return new Value(field, false, texts -> texts.of(field));
        }
    }

    /** How a value is read off an event. */
    public interface Reading {
        @Nullable
        String in(Formula.Texts texts);
    }

    /** The values of fields, in any case. */
    static Keys ofFields(List<FieldRef> fields) {
        return new Keys(fields.stream().map(Value::of).toList(), Reach.BY_VALUE, false);
    }
}
