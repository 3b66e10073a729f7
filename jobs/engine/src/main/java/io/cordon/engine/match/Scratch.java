package io.cordon.engine.match;

import io.cordon.engine.condition.Subject;
import io.cordon.engine.condition.Truth;
import io.cordon.engine.event.FieldRef;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What one thread knows of the subject at hand: texts read and folded once, shared nodes evaluated once. */
final class Scratch {
    private final FieldRef[] fields;
    private final @Nullable String[] texts;
    private final @Nullable String[] folded;
    private final boolean[] read;
    private final @Nullable Truth[] memos;
    private @Nullable Subject subject;

    Scratch(List<FieldRef> fields, int memos) {
        this.fields = fields.toArray(FieldRef[]::new);
        this.texts = new String[fields.size()];
        this.folded = new String[fields.size()];
        this.read = new boolean[fields.size()];
        this.memos = new Truth[memos];
    }

    Scratch on(Subject next) {
        subject = next;
        Arrays.fill(read, false);
        Arrays.fill(folded, null);
        Arrays.fill(memos, null);
        return this;
    }

    Subject subject() {
        if (subject == null) {
            throw new IllegalStateException("no subject");
        }
        return subject;
    }

    @Nullable
    String text(int slot) {
        if (!read[slot]) {
            read[slot] = true;
            texts[slot] = subject().text(fields[slot]);
        }
        return texts[slot];
    }

    /** The text in lower case; only for a field that has one. */
    String folded(int slot) {
        String known = folded[slot];
        if (known == null) {
            String text = text(slot);
            known = text == null ? "" : text.toLowerCase(Locale.ROOT);
            folded[slot] = known;
        }
        return known;
    }

    boolean mayFill(int slot) {
        return subject().mayFill(fields[slot]);
    }

    @Nullable
    Truth memo(int id) {
        return memos[id];
    }

    Truth remember(int id, Truth truth) {
        memos[id] = truth;
        return truth;
    }
}
