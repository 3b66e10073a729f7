package io.cordon.engine.match;

import io.cordon.engine.condition.Subject;
import io.cordon.engine.condition.Truth;
import io.cordon.engine.event.Column;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.event.FieldRef;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What one thread knows of the subject at hand: texts read and folded once, shared nodes evaluated once. */
final class Scratch {
    private static final Column[] COLUMNS = Column.values();

    private final FieldRef[] fields;
    private final @Nullable String[] texts;
    private final @Nullable String[] folded;
    private final int[] readAt;
    private final @Nullable Truth[] memos;
    private final int[] rememberedAt;
    private final List<String> everyText = new ArrayList<>();
    private final List<String> everyFolded = new ArrayList<>();
    private final Picked picked = new Picked();
    private @Nullable Subject subject;
    // What was written for an earlier subject has an earlier number: thousands of slots need no clearing per event.
    private int now;

    Scratch(List<FieldRef> fields, int memos) {
        this.fields = fields.toArray(FieldRef[]::new);
        this.texts = new String[fields.size()];
        this.folded = new String[fields.size()];
        this.readAt = new int[fields.size()];
        this.memos = new Truth[memos];
        this.rememberedAt = new int[memos];
    }

    Scratch on(Subject next) {
        subject = next;
        everyText.clear();
        everyFolded.clear();
        now++;
        if (now == 0) {
            Arrays.fill(readAt, 0);
            Arrays.fill(rememberedAt, 0);
            now = 1;
        }
        return this;
    }

    Picked picked() {
        return picked;
    }

    Subject subject() {
        if (subject == null) {
            throw new IllegalStateException("no subject");
        }
        return subject;
    }

    @Nullable
    String text(int slot) {
        if (readAt[slot] != now) {
            readAt[slot] = now;
            folded[slot] = null;
            texts[slot] = subject().text(fields[slot]);
        }
        return texts[slot];
    }

    /** The text in lower case; only for a field that has one. */
    String folded(int slot) {
        String text = text(slot);
        String known = folded[slot];
        if (known == null) {
            known = text == null ? "" : text.toLowerCase(Locale.ROOT);
            folded[slot] = known;
        }
        return known;
    }

    /** Every text of the event, for keywords. */
    List<String> everyText() {
        if (everyText.isEmpty()) {
            EndpointEvent event = subject().event();
            for (Column column : COLUMNS) {
                String text = event.column(column);
                if (text != null) {
                    everyText.add(text);
                }
            }
            everyText.addAll(event.fields().values());
        }
        return everyText;
    }

    List<String> everyFolded() {
        if (everyFolded.isEmpty()) {
            for (String text : everyText()) {
                everyFolded.add(text.toLowerCase(Locale.ROOT));
            }
        }
        return everyFolded;
    }

    boolean mayFill(int slot) {
        return subject().mayFill(fields[slot]);
    }

    @Nullable
    Truth memo(int id) {
        return rememberedAt[id] == now ? memos[id] : null;
    }

    Truth remember(int id, Truth truth) {
        memos[id] = truth;
        rememberedAt[id] = now;
        return truth;
    }
}
