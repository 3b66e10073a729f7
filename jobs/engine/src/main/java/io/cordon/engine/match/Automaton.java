package io.cordon.engine.match;

/**
 * Finds every literal that occurs in a text, reading each of its characters once.
 *
 * <p>Aho and Corasick's automaton (1975): a state is the longest beginning of a literal that ends where the text has been read to,
 * so a state knows each literal that ends there, and a character leads from state to state. States near the root are where texts
 * dwell: each of these has a row with the next state for every class of characters. The others, mostly the tails of long
 * literals, list only what continues them; what does not goes on from the longest shorter beginning. An anchored automaton has no
 * such shorter beginnings: it reads from one end of the text until no literal can follow.
 *
 * <p>A state is where it stands: in {@code rows} or, from {@code rows.length} on, in {@code lists}. A state that is reached with a
 * hit is written as its complement, so that reading on costs nothing to look for hits.
 */
final class Automaton {
    /** Where an anchored automaton has nothing more to find. */
    static final int DEAD = 0;

    private final Alphabet alphabet;
    private final int start;
    private final int[] rows;
    private final int[] lists;

    /**
     * An automaton as {@link AutomatonBuilder} lays it out.
     *
     * @param rows rows of as many numbers as the alphabet has classes: the hit where the row's state is reached, then per class
     *     the next state
     * @param lists of each state: where to go on from, its hit, the number of continuations, and of each its class and its state
     */
    Automaton(Alphabet alphabet, int start, int[] rows, int[] lists) {
        this.alphabet = alphabet;
        this.start = start;
        this.rows = rows;
        this.lists = lists;
    }

    /** Reads the whole text; false where it has to be folded first. */
    boolean scan(String text, boolean folded, Scratch scratch) {
        char[] chunk = scratch.chunk();
        int state = start;
        for (int from = 0; from < text.length(); from += chunk.length) {
            int length = Math.min(chunk.length, text.length() - from);
            text.getChars(from, from + length, chunk, 0);
            for (int i = 0; i < length; i++) {
                int c = alphabet.of(chunk[i]);
                if (c == Alphabet.UNFOLDED) {
                    if (!folded) {
                        return false;
                    }
                    c = alphabet.ofFolded(chunk[i]);
                }
                state = next(state, c);
                if (state < 0) {
                    state = hit(state, scratch);
                }
            }
        }
        return true;
    }

    /** Reads from the beginning as far as some literal may follow; false where the text has to be folded first. */
    boolean fromStart(String text, boolean folded, Scratch scratch) {
        int state = start;
        for (int i = 0; i < text.length() && state != DEAD; i++) {
            int c = character(text.charAt(i), folded);
            if (c == Alphabet.UNFOLDED) {
                return false;
            }
            state = next(state, c);
            if (state < 0) {
                state = hit(state, scratch);
            }
        }
        if (state != DEAD && next(state, Alphabet.END) < 0) {
            hit(next(state, Alphabet.END), scratch);
        }
        return true;
    }

    /** Reads backwards from the end as far as some literal may follow; false where the text has to be folded first. */
    boolean fromEnd(String text, boolean folded, Scratch scratch) {
        int state = start;
        for (int i = text.length() - 1; i >= 0 && state != DEAD; i--) {
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
        return state < rows.length ? rows[state + c] : nextInLists(state, c);
    }

    private int nextInLists(int from, int c) {
        int state = from;
        do {
            int at = state - rows.length;
            for (int i = at + 3, end = i + 2 * lists[at + 2]; i < end; i += 2) {
                if (lists[i] == c) {
                    return lists[i + 1];
                }
            }
            state = lists[at];
        } while (state >= rows.length);
        return rows[state + c];
    }

    private int hit(int complement, Scratch scratch) {
        int state = ~complement;
        scratch.hit(state < rows.length ? rows[state] : lists[state - rows.length + 1]);
        return state;
    }
}
