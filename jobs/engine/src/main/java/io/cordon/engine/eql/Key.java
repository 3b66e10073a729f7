package io.cordon.engine.eql;

import io.cordon.engine.condition.Formula;
import io.cordon.engine.event.FieldRef;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A value by which events are told apart or brought together.
 *
 * @param text as it is written, in one spelling
 * @param field the field that it is, or null where it is computed
 * @param optional whether events without it have it in common too
 * @param anyCase whether upper and lower case are the same
 * @param fields every field that it is read from
 */
public record Key(
        String text, @Nullable FieldRef field, boolean optional, boolean anyCase, List<FieldRef> fields, Value value) {
    private static final Comparator<@Nullable Object> ORDER = Comparator.nullsFirst(Key::compared);

    public Key {
        fields = List.copyOf(fields);
    }

    /** How it is read off an event. */
    public interface Value {
        @Nullable
        Object of(Formula.Texts texts);
    }

    /** The value in an event as a text that equal values share, or null where it has none; several values are a line each. */
    public @Nullable String in(Formula.Texts texts) {
        Object found = value.of(texts);
        if (found == null) {
            return null;
        }
        StringBuilder joined = new StringBuilder();
        Values.list(found)
                .forEach(one -> joined.append(joined.length() == 0 ? "" : "\n").append(Values.text(one)));
        return Values.fold(joined.toString(), anyCase);
    }

    /** The value in an event as it is: a String, BigDecimal, Boolean, JSON object, a list of these, or null. */
    public @Nullable Object valueIn(Formula.Texts texts) {
        return value.of(texts);
    }

    /** Orders two events by it: those without it, then numbers, then texts; of several values the first counts. */
    public int compare(Formula.Texts one, Formula.Texts other) {
        return ORDER.compare(first(one), first(other));
    }

    private @Nullable Object first(Formula.Texts texts) {
        List<?> all = Values.list(value.of(texts));
        if (all.isEmpty()) {
            return null;
        }
        BigDecimal number = Values.number(all.get(0));
        return number != null ? number : Values.fold(Values.text(all.get(0)), anyCase);
    }

    private static int compared(Object one, Object other) {
        if (one instanceof BigDecimal number) {
            return other instanceof BigDecimal second ? number.compareTo(second) : -1;
        }
        return other instanceof BigDecimal ? 1 : one.toString().compareTo(other.toString());
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
