package io.cordon.engine.eql;

import io.cordon.engine.condition.Formula;
import io.cordon.engine.event.FieldRef;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A value by which events are told apart or brought together.
 *
 * @param text as it is written, in one spelling
 * @param field the field that it is, or null where it is computed
 * @param optional whether events without it have it in common too
 */
public record Key(String text, @Nullable FieldRef field, boolean optional, Value value) {
    /** How it is read off an event. */
    public interface Value {
        @Nullable
        String of(Formula.Texts texts);
    }

    /** The value in an event, or null where it has none. */
    public @Nullable String in(Formula.Texts texts) {
        return value.of(texts);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Key key && key.text.equals(text) && key.optional == optional;
    }

    @Override
    public int hashCode() {
        return Objects.hash(text, optional);
    }
}
