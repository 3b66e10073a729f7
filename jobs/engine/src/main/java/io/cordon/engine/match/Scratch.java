package io.cordon.engine.match;

import io.cordon.engine.condition.Subject;
import io.cordon.engine.event.Column;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.event.FieldRef;
import io.cordon.engine.event.MultiValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What one thread knows of the subject at hand: texts read once, what was found in them, and which rules that concerns. */
final class Scratch {
    private static final Column[] COLUMNS = Column.values();
    private static final int LONG = 1 << 15;
    private static final int[] YES = {1};
    private static final int[] NO = {};
    private static final int[] UNKNOWN = {};

    private final FieldRef[] fields;
    private final @Nullable String[] texts;
    private final @Nullable String[] folded;
    private final int[] readAt;
    private final HitTable hits;
    private final int[] hitAt;
    private final int[] foundAt;
    private final int[] testedAt;
    private final boolean[] tested;
    private final int[] askedAt;
    private final Picked picked;
    private final List<String> everyText = new ArrayList<>();
    private final BiConsumer<String, String> toEveryText = this::everyText;
    private final List<String> everyFolded = new ArrayList<>();
    private final Memo memo;
    private final Ints recorded = new Ints();
    private final char[] characters = new char[LONG];
    private boolean recording;
    private @Nullable Subject subject;
    private @Nullable RuleIndex index;
    // What was written for an earlier subject has an earlier number: thousands of slots need no clearing per event.
    private int now;

    /** The scratch of a rule set; its first field has slot 1. */
    Scratch(Sizes sizes, List<FieldRef> fields, HitTable hits) {
        int slots = fields.size() + 1;
        this.fields = new FieldRef[slots];
        for (int slot = 1; slot < slots; slot++) {
            this.fields[slot] = fields.get(slot - 1);
        }
        this.texts = new String[slots];
        this.folded = new String[slots];
        this.readAt = new int[slots];
        this.hits = hits;
        this.hitAt = new int[hits.size()];
        this.foundAt = new int[sizes.leaves];
        this.testedAt = new int[sizes.leaves];
        this.tested = new boolean[sizes.leaves];
        this.askedAt = new int[sizes.fieldIndexes];
        this.picked = new Picked(sizes.conditions);
        this.memo = new Memo(sizes.remembered);
    }

    /**
     * How many of each a rule set has numbered.
     *
     * @param remembered the length up to which texts are remembered
     */
    record Sizes(int leaves, int conditions, int fieldIndexes, int remembered) {}

    Scratch on(Subject next) {
        subject = next;
        index = null;
        everyText.clear();
        everyFolded.clear();
        now++;
        if (now == 0) {
            for (int[] stamps : List.of(readAt, hitAt, foundAt, testedAt, askedAt)) {
                Arrays.fill(stamps, 0);
            }
            now = 1;
        }
        return this;
    }

    Picked picked() {
        return picked;
    }

    /** The characters of a text, in an array that may be longer and is used again. */
    char[] characters(String text) {
        if (text.length() > LONG) {
            return text.toCharArray();
        }
        text.getChars(0, text.length(), characters, 0);
        return characters;
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
                    everyText("", text);
                }
            }
            event.fields().forEach(toEveryText); // iterators would be garbage
        }
        return everyText;
    }

    private void everyText(String name, String text) {
        if (MultiValue.is(text)) {
            everyText.addAll(MultiValue.values(text));
        } else {
            everyText.add(text);
        }
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

    /** Takes down a hit and all that it brings. */
    void hit(int first) {
        if (recording && !recorded.contains(first)) {
            recorded.add(first);
        }
        // Whoever was here before has taken down what follows.
        for (int hit = first; hit != HitTable.NONE && hitAt[hit] != now; hit = hits.brings(hit)) {
            hitAt[hit] = now;
            int at = hits.leavesAt(hit);
            for (int end = at + 1 + hits.get(at); ++at < end; ) {
                foundAt[hits.get(at)] = now;
            }
            for (int end = at + 1 + hits.get(at); ++at < end; ) {
                picked.add(hits.get(at));
            }
        }
    }

    Memo memo() {
        return memo;
    }

    /** Hits are recorded from here on. */
    void record() {
        recording = true;
        recorded.clear();
    }

    /** Ends the recording; the hits since, each once. */
    int[] recorded() {
        recording = false;
        return recorded.toArray();
    }

    /** Conditions are evaluated with what an index finds, until the next subject. */
    void with(RuleIndex used) {
        index = used;
    }

    /** Whether the leaf may hold; true where no index can tell. */
    boolean mayHold(Node.Leaf leaf) {
        return index == null || index.mayHold(leaf, this);
    }

    /** Whether an index tells which leaves may hold. */
    boolean isIndexed() {
        return index != null;
    }

    /** Whether a hit told of the leaf. */
    boolean found(int leaf) {
        return foundAt[leaf] == now;
    }

    /** Whether this is the first time that a field index is asked about this subject. */
    boolean asksFirst(int fieldIndex) {
        boolean first = askedAt[fieldIndex] != now;
        askedAt[fieldIndex] = now;
        return first;
    }

    boolean isTested(int leaf) {
        return testedAt[leaf] == now;
    }

    boolean tested(int leaf) {
        return tested[leaf];
    }

    boolean remember(int leaf, boolean holds) {
        tested[leaf] = holds;
        testedAt[leaf] = now;
        return holds;
    }

    /** Tests a field's text for a leaf, unless the memo knows. */
    boolean test(int leaf, int slot, String text, TextTest test) {
        if (!memo.keeps(text)) {
            return holds(answer(slot, text, test));
        }
        int asker = ~leaf; // field indexes ask by numbers from 0 on
        int print = Memo.print(asker, text);
        int[] known = memo.answer(asker, text, print);
        if (known != null) {
            return holds(known);
        }
        int[] answer = answer(slot, text, test);
        if (memo.comesAgain(print)) {
            memo.keep(asker, text, print, answer);
        }
        return holds(answer);
    }

    /** Tests a text; one on which the test is given up does not pass, and the subject is told. */
    boolean test(String text, TextTest test) {
        return holds(answer(text, test));
    }

    private int[] answer(int slot, String text, TextTest test) {
        return answer(test.folds() ? folded(slot) : text, test);
    }

    private static int[] answer(String text, TextTest test) {
        if (MultiValue.is(text)) {
            return anyAnswer(MultiValue.values(text), test);
        }
        try {
            return test.test(text) ? YES : NO;
        } catch (GivenUpException e) {
            return UNKNOWN;
        }
    }

    @SuppressWarnings("ReferenceEquality") // three answers, told apart by which they are
    private static int[] anyAnswer(List<String> values, TextTest test) {
        int[] answer = NO;
        for (String value : values) {
            int[] one = answer(value, test);
            if (one == YES) {
                return YES;
            }
            answer = one == UNKNOWN ? UNKNOWN : answer;
        }
        return answer;
    }

    @SuppressWarnings("ReferenceEquality") // three answers, told apart by which they are
    private boolean holds(int[] answer) {
        if (answer == UNKNOWN) {
            subject().gaveUp();
        }
        return answer == YES;
    }
}
