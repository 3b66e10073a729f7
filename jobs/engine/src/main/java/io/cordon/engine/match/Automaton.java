package io.cordon.engine.match;

import org.jspecify.annotations.Nullable;

/**
 * Finds every literal that occurs in a text, reading each of its characters once.
 *
 * <p>Aho and Corasick's automaton (1975): a state is the longest beginning of a literal that ends where the text has been read to,
 * so a state knows each literal that ends there, and a character leads from state to state. States near the root are where texts
 * dwell: each of these has a row with the next state for every common class of characters. The others, mostly the tails of long
 * literals, only list what continues them; what does not goes on from the longest shorter beginning. So do the characters that
 * are not common, from all states. An anchored automaton has no shorter beginnings: it reads from one end of the text until no
 * literal can follow.
 *
 * <p>A state is where it stands: in {@code rows} or, from {@code rows.length} on, in {@code lists}. A state that is reached with a
 * hit is written as its complement, so that reading on costs nothing to look for hits.
 */
final class Automaton {
    /** Where an anchored automaton has nothing more to find; the root of the others. */
    static final int BOTTOM = 0;

    private final Alphabet alphabet;
    private final int common;
    private final int start;
    private final int[] rows;
    private final int[] lists;
    private final @Nullable Skim skim;

    /**
     * An automaton as {@link AutomatonBuilder} lays it out.
     *
     * @param rows of each state: its hit, for each common class the next state, and where its list stands
     * @param lists of each state: where to go on from, its hit, the number of continuations, and of each its class and its state
     * @param skim for literals that may stand anywhere, where it helps
     */
    Automaton(Alphabet alphabet, int start, int[] rows, int[] lists, @Nullable Skim skim) {
        this.alphabet = alphabet;
        this.common = alphabet.common();
        this.start = start;
        this.rows = rows;
        this.lists = lists;
        this.skim = skim;
    }

    /** Whether it passes over most of a text in which nothing is to be found. */
    boolean skims() {
        return skim != null;
    }

    /** Reads the whole text; false where it has to be folded first. */
    boolean scan(String text, boolean folded, Scratch scratch) {
        return scan(scratch.characters(text), text.length(), folded, scratch);
    }

    /** As with a string, the first characters of an array. */
    boolean scan(char[] characters, int length, boolean folded, Scratch scratch) {
        if (skim == null) {
            return scan(characters, 0, length, folded, scratch) == length;
        }
        for (int at = skim.next(characters, 0, length); at < length; at = skim.next(characters, at, length)) {
            at = scan(characters, at, length, folded, scratch);
            if (at < 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Reads on from the root, to the end or, with a skim, until no literal is under way.
     *
     * @return how far it has come, or -1 where the text has to be folded first
     */
    private int scan(char[] text, int from, int length, boolean folded, Scratch scratch) {
        int enough = skim == null ? length : from + skim.step();
        int state = start;
        for (int i = from; i < length; i++) {
            int c = alphabet.of(text[i]);
            if (c == Alphabet.UNFOLDED) {
                if (!folded) {
                    return -1;
                }
                c = alphabet.ofFolded(text[i]);
            }
            state = next(state, c);
            if (state < 0) {
                state = hit(state, scratch);
            }
            if (i >= enough && state == BOTTOM) {
                return i + 1;
            }
        }
        return length;
    }

    /** Reads from the beginning as far as some literal may follow; false where the text has to be folded first. */
    boolean fromStart(String text, boolean folded, Scratch scratch) {
        int state = start;
        for (int i = 0; i < text.length() && state != BOTTOM; i++) {
            int c = character(text.charAt(i), folded);
            if (c == Alphabet.UNFOLDED) {
                return false;
            }
            state = next(state, c);
            if (state < 0) {
                state = hit(state, scratch);
            }
        }
        if (state != BOTTOM && next(state, Alphabet.END) < 0) {
            hit(next(state, Alphabet.END), scratch);
        }
        return true;
    }

    /** Reads backwards from the end as far as some literal may follow; false where the text has to be folded first. */
    boolean fromEnd(String text, boolean folded, Scratch scratch) {
        int state = start;
        for (int i = text.length() - 1; i >= 0 && state != BOTTOM; i--) {
            int c = character(text.charAt(i), folded);
            if (c == Alphabet.UNFOLDED) {
                return false;
            }
            state = next(state, c);
            if (state < 0) {
                state = hit(state, scratch);
            }
        }
        return true;
    }

    private int character(char c, boolean folded) {
        int known = alphabet.of(c);
        return known == Alphabet.UNFOLDED && folded ? alphabet.ofFolded(c) : known;
    }

    private int next(int state, int c) {
        return state < rows.length && c < common ? rows[state + c] : nextInLists(state, c);
    }

    private int nextInLists(int from, int c) {
        for (int state = from; ; ) {
            boolean row = state < rows.length;
            if (row && c < common) {
                return rows[state + c];
            }
            int at = row ? rows[state + common] : state - rows.length;
            for (int i = at + 3, end = i + 2 * lists[at + 2]; i < end; i += 2) {
                if (lists[i] == c) {
                    return lists[i + 1];
                }
            }
            if (state == BOTTOM) {
                return BOTTOM;
            }
            state = lists[at];
        }
    }

    private int hit(int complement, Scratch scratch) {
        int state = ~complement;
        scratch.hit(state < rows.length ? rows[state] : lists[state - rows.length + 1]);
        return state;
    }
}
