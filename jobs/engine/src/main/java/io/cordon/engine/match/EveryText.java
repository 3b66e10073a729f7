package io.cordon.engine.match;

import io.cordon.engine.event.Column;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.event.MultiValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Every text of the event at hand, for keywords: one by one, in lower case, or all in a row. */
final class EveryText {
    /** Ends each of the texts in a row. */
    static final char END = '\0';

    private static final Column[] COLUMNS = Column.values();
    private static final int LONG = 1 << 15;

    private final List<String> texts = new ArrayList<>();
    private final List<String> folded = new ArrayList<>();
    // Made once: a method reference where it is used would be garbage of each event.
    private final BiConsumer<String, String> toTexts = this::add;
    private final BiConsumer<String, String> toRow = this::append;
    private char[] row = new char[LONG];
    private int length;
    private int shortest;
    private @Nullable EndpointEvent event;

    void of(EndpointEvent next) {
        event = next;
        texts.clear();
        folded.clear();
        length = 0;
        shortest = Integer.MAX_VALUE;
    }

    List<String> texts() {
        if (texts.isEmpty()) {
            each(toTexts);
        }
        return texts;
    }

    List<String> folded() {
        if (folded.isEmpty()) {
            texts().forEach(text -> folded.add(text.toLowerCase(Locale.ROOT)));
        }
        return folded;
    }

    /**
     * All texts of some length at least, and perhaps shorter ones, with {@link #END} behind each: the first {@link #length}
     * characters of an array that is used again.
     */
    char[] row(int least) {
        if (least < shortest) {
            shortest = least;
            length = 0;
            each(toRow);
        }
        return row;
    }

    int length() {
        return length;
    }

    private void each(BiConsumer<String, String> out) {
        if (event == null) {
            return;
        }
        for (Column column : COLUMNS) {
            String text = event.column(column);
            if (text != null) {
                out.accept("", text);
            }
        }
        event.fields().forEach(out); // iterators would be garbage
    }

    private void add(String name, String text) {
        if (MultiValue.is(text)) {
            texts.addAll(MultiValue.values(text));
        } else {
            texts.add(text);
        }
    }

    private void append(String name, String text) {
        if (text.length() < shortest) {
            return;
        }
        int end = length + text.length();
        if (end >= row.length) {
            row = Arrays.copyOf(row, 2 * end);
        }
        text.getChars(0, text.length(), row, length);
        row[end] = END;
        length = end + 1;
    }
}
