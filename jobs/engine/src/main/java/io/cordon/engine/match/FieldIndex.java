package io.cordon.engine.match;

import io.cordon.engine.event.MultiValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers all that rules ask of one field's text, in one pass over it. */
final class FieldIndex {
    /** Texts from this length on are worth remembering, whatever is sought in them. */
    private static final int LONG = 256;

    private final int number;
    private final int present;
    private final @Nullable Automaton starts;
    private final @Nullable Automaton ends;
    private final @Nullable Automaton anywhere;
    private final @Nullable Numbers numbers;
    private final @Nullable Networks networks;

    /** @param number its own among the field indexes of a rule set */
    FieldIndex(int number, List<Asked> asked, HitTable.Builder hits) {
        this.number = number;
        Found present = new Found();
        Map<String, Found> starts = new LinkedHashMap<>();
        Map<String, Found> wholes = new LinkedHashMap<>();
        Map<String, Found> ends = new LinkedHashMap<>();
        Map<String, Found> anywhere = new LinkedHashMap<>();
        for (Asked one : asked) {
            for (Sought.Literal literal : Sought.of(one.predicate()).literals()) {
                String text = literal.text();
                switch (literal.place()) {
                    case WHOLE -> found(wholes, text).add(one);
                    case START -> (text.isEmpty() ? present : found(starts, text)).add(one);
                    case END -> (text.isEmpty() ? present : found(ends, reversed(text))).add(one);
                    case ANYWHERE -> (text.isEmpty() ? present : found(anywhere, text)).add(one);
                }
            }
        }
        this.present = present.isEmpty() ? HitTable.NONE : hits.add(HitTable.NONE, present.leaves(), present.waiting());
        this.starts = AutomatonBuilder.anchored(starts, wholes, hits);
        this.ends = AutomatonBuilder.anchored(ends, Map.of(), hits);
        this.anywhere = AutomatonBuilder.anywhere(anywhere, hits);
        this.numbers = Numbers.of(asked, hits);
        this.networks = Networks.of(asked, hits);
    }

    int number() {
        return number;
    }

    /** What it means that one literal was found. */
    private static final class Found implements AutomatonBuilder.Meaning {
        private final Ints leaves = new Ints();
        private final Ints waiting = new Ints();

        void add(Asked asked) {
            leaves.add(asked.leaf());
            waiting.addAll(asked.waiting().toArray());
        }

        boolean isEmpty() {
            return leaves.size() == 0;
        }

        @Override
        public int[] leaves() {
            return leaves.toArray();
        }

        @Override
        public int[] waiting() {
            return waiting.toArray();
        }
    }

    private static Found found(Map<String, Found> literals, String text) {
        return literals.computeIfAbsent(text, any -> new Found());
    }

    private static String reversed(String text) {
        // Not reverse(), which keeps surrogates in their order.
        StringBuilder reversed = new StringBuilder(text.length());
        for (int i = text.length() - 1; i >= 0; i--) {
            reversed.append(text.charAt(i));
        }
        return reversed.toString();
    }

    /** Hands over a hit for whatever the text of a field answers with yes, or perhaps. */
    void find(String text, Scratch scratch) {
        if (MultiValue.is(text)) {
            MultiValue.values(text).forEach(value -> findAnew(value, scratch));
            return;
        }
        boolean skims = anywhere == null || anywhere.skims();
        Memo memo = scratch.memo();
        if (!memo.keeps(text) || (skims && text.length() < LONG)) {
            findAnew(text, scratch);
            return;
        }
        int print = Memo.print(number, text);
        int[] known = memo.answer(number, text, print);
        if (known != null) {
            for (int hit : known) {
                scratch.hit(hit);
            }
        } else if (memo.comesAgain(print)) {
            scratch.record();
            findAnew(text, scratch);
            memo.keep(number, text, print, scratch.recorded());
        } else {
            findAnew(text, scratch);
        }
    }

    /** As {@link #find}, of a text that may hardly come again. */
    void findAnew(String text, Scratch scratch) {
        if (present != HitTable.NONE) {
            scratch.hit(present);
        }
        // What was found before a character that needs its neighbours to fold is found again, which does no harm.
        if (!read(text, false, scratch)) {
            read(text.toLowerCase(Locale.ROOT), true, scratch);
        }
        if (numbers != null) {
            numbers.find(text, scratch);
        }
        if (networks != null) {
            networks.find(text, scratch);
        }
    }

    private boolean read(String text, boolean folded, Scratch scratch) {
        return (starts == null || starts.fromStart(text, folded, scratch))
                && (ends == null || ends.fromEnd(text, folded, scratch))
                && (anywhere == null || anywhere.scan(text, folded, scratch));
    }
}
