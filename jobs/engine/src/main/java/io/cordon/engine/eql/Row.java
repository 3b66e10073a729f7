package io.cordon.engine.eql;

import io.cordon.engine.condition.Formula;
import org.jspecify.annotations.Nullable;

/** What an expression is computed on: an event's texts, and the elements that variables stand for. */
record Row(Formula.Texts texts, @Nullable Bound innermost) {
    /** A variable with its value. */
    private record Bound(
            String name, @Nullable Object value, @Nullable Bound outer) {}

    Row with(String variable, @Nullable Object value) {
        return new Row(texts, new Bound(variable, value, innermost));
    }

    @Nullable
    Object variable(String name) {
        Bound bound = innermost;
        while (bound != null && !bound.name.equals(name)) {
            bound = bound.outer;
        }
        return bound == null ? null : bound.value;
    }
}
