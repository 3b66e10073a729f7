package io.cordon.engine.event;

import java.util.ArrayList;
import java.util.List;

/**
 * The text of a field that has several values: each of them behind a separator.
 *
 * <p>A field's text is one string everywhere, on the wire as in state, and an event that was written before there were lists reads
 * as before. No other text begins with the separator: {@link #single} takes it away.
 */
public final class MultiValue {
    private static final char SEPARATOR = '\u001e';
    private static final char SHOWN = '\u241e';

    private MultiValue() {}

    /** The text of these values; of a single one the value itself. */
    public static String of(List<String> values) {
        if (values.size() == 1) {
            return single(values.get(0));
        }
        StringBuilder text = new StringBuilder();
        for (String value : values) {
            text.append(SEPARATOR).append(value.replace(SEPARATOR, SHOWN));
        }
        return text.toString();
    }

    /** A text that is one value, whatever it begins with. */
    public static String single(String value) {
        return is(value) ? SHOWN + value.substring(1) : value;
    }

    public static boolean is(String text) {
        return !text.isEmpty() && text.charAt(0) == SEPARATOR;
    }

    /** The values, or the text itself where it is one. */
    public static List<String> values(String text) {
        if (!is(text)) {
            return List.of(text);
        }
        List<String> values = new ArrayList<>();
        int from = 1;
        for (int to = text.indexOf(SEPARATOR, 1); to >= 0; to = text.indexOf(SEPARATOR, from)) {
            values.add(text.substring(from, to));
            from = to + 1;
        }
        values.add(text.substring(from));
        return values;
    }

    /** The text for people: a value on each line. */
    public static String lines(String text) {
        return is(text) ? String.join("\n", values(text)) : text;
    }
}
