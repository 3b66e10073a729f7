package io.cordon.engine.match;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Tells where in a text no literal can begin, looking at a few characters of many.
 *
 * <p>If no literal is shorter than <i>m</i>, three characters at each (<i>m</i>-2)th place are enough: whatever literal begins
 * there or up to <i>m</i>-3 characters before holds these three near its beginning. Characters are folded by one bit, which is how
 * lower case differs from upper in ASCII, where all literals have to be; what is far beyond ASCII may fold to it, so no
 * place near it is passed over. Worth it while few literals have few such threes, so that most places are.
 */
final class Skim {
    private static final int THREE = 3;
    private static final int SHORTEST = 4;
    private static final int MOST_THREES = 4096;
    private static final int LONGEST_STEP = 8;
    private static final int BITS = 15;
    private static final int CASE = 0x20;
    private static final int ASCII = 0x80;
    private static final int LATIN_BITS = 8;

    private final int step;
    /** By three characters in a row, folded: 1 where some literal has them near its beginning. */
    private final byte[] threes = new byte[1 << BITS];

    private Skim(int step) {
        this.step = step;
    }

    /** The skim of some literals, or null where it would not help. */
    static @Nullable Skim of(Collection<String> literals) {
        int shortest = literals.stream().mapToInt(String::length).min().orElse(0);
        int step = Math.min(LONGEST_STEP, shortest - THREE + 1);
        boolean ascii = literals.stream().allMatch(literal -> literal.chars().allMatch(c -> c < ASCII));
        if (!ascii || shortest < SHORTEST || literals.size() * step > MOST_THREES) {
            return null;
        }
        Skim skim = new Skim(step);
        for (String literal : literals) {
            for (int at = 0; at < step; at++) {
                skim.threes[three(literal.charAt(at), literal.charAt(at + 1), literal.charAt(at + 2))] = 1;
            }
        }
        return skim;
    }

    private static int three(int a, int b, int c) {
        return ((a << 10) ^ ((b | CASE) << 5) ^ (c | CASE))
                & ((1 << BITS) - 1); // the shift takes the first one's case away
    }

    /** How many characters are passed over at a time. */
    int step() {
        return step;
    }

    /** The first place, from one on, where a literal may begin within {@link #step} characters; the length where none may. */
    int next(char[] text, int from, int length) {
        // With a step that the compiler knows, a place costs half: it goes on to the next ones before it has looked at
        // this.
        return switch (step) {
            case 8 -> next(text, from, length, 8);
            case 7 -> next(text, from, length, 7);
            case 6 -> next(text, from, length, 6);
            case 5 -> next(text, from, length, 5);
            default -> next(text, from, length, step);
        };
    }

    private int next(char[] text, int from, int length, int step) {
        byte[] threes = this.threes;
        for (int at = from + step - 1; at < length - 2; at += step) {
            int a = text[at];
            int b = text[at + 1];
            int c = text[at + 2];
            if ((threes[three(a, b, c)] | (a | b | c) >> LATIN_BITS) != 0) {
                return at - step + 1;
            }
        }
        return length;
    }
}
