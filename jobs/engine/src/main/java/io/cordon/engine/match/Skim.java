package io.cordon.engine.match;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells where in a text no literal can begin, looking at a few characters of many.
 *
 * <p>If no literal is shorter than <i>m</i>, three characters at each (<i>m</i>-2)th place are enough: whatever literal begins
 * there or up to <i>m</i>-3 characters before holds these three near its beginning. Sound for literals of ASCII alone, since no
 * character folds to several of these; worth it while few literals have few such threes, so that most places are passed over.
 */
final class Skim {
    private static final int THREE = 3;
    private static final int SHORTEST = 4;
    private static final int MOST_THREES = 600;
    private static final int LONGEST_STEP = 8;
    private static final int BITS = 15;

    private final Alphabet alphabet;
    private final int step;
    private final long[] threes = new long[1 << (BITS - 6)];

    private Skim(Alphabet alphabet, int step) {
        this.alphabet = alphabet;
        this.step = step;
    }

    /** The skim of some literals, or null where it would not help. */
    static @Nullable Skim of(Set<String> literals, Alphabet alphabet) {
        int shortest = literals.stream().mapToInt(String::length).min().orElse(0);
        int step = Math.min(LONGEST_STEP, shortest - THREE + 1);
        if (alphabet.hasUncommon() || shortest < SHORTEST || literals.size() * step > MOST_THREES) {
            return null;
        }
        Skim skim = new Skim(alphabet, step);
        for (String literal : literals) {
            for (int at = 0; at < step; at++) {
                int three = three(
                        alphabet.ofFolded(literal.charAt(at)),
                        alphabet.ofFolded(literal.charAt(at + 1)),
                        alphabet.ofFolded(literal.charAt(at + 2)));
                skim.threes[three >> 6] |= 1L << three;
            }
        }
        return skim;
    }

    private static int three(int a, int b, int c) {
        return ((a << 10) ^ (b << 5) ^ c) & ((1 << BITS) - 1);
    }

    /** How many characters are passed over at a time. */
    int step() {
        return step;
    }

    /** The first place, from one on, where a literal may begin within {@link #step} characters; the length where none may. */
    int next(char[] text, int from, int length) {
        for (int at = from; at + step + 1 < length; at += step) {
            int three = three(
                    alphabet.of(text[at + step - 1]), alphabet.of(text[at + step]), alphabet.of(text[at + step + 1]));
            if ((threes[three >> 6] & 1L << three) != 0) {
                return at;
            }
        }
        return length;
    }
}
