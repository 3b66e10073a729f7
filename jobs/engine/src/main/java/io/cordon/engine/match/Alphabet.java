package io.cordon.engine.match;

import java.util.Arrays;
import java.util.TreeSet;

/**
 * The characters that an automaton tells apart, whatever their case; those that stand in none of its literals are one class.
 *
 * <p>A text is folded while it is read: {@code toLowerCase(Locale.ROOT)} maps characters one by one, but for the few of {@link
 * #foldsByItself} that it refuses. A text with one of these is folded beforehand and read again.
 */
final class Alphabet {
    /** No class: the text has to be folded first. */
    static final int UNFOLDED = 0;

    /** The end of the text. */
    static final int END = 1;

    private static final int OTHER = 2;
    private static final int FIRST = 3;
    private static final int LATIN = 256;

    private final char[] characters;
    private final short[] ofLatin = new short[LATIN];
    private final int common;

    /** The alphabet of these literals, which are folded. */
    Alphabet(Iterable<String> literals) {
        TreeSet<Character> distinct = new TreeSet<>();
        for (String literal : literals) {
            for (int i = 0; i < literal.length(); i++) {
                distinct.add(literal.charAt(i));
            }
        }
        characters = new char[distinct.size()];
        int at = 0;
        for (char c : distinct) {
            characters[at++] = c;
        }
        int latin = 0;
        while (latin < characters.length && characters[latin] < LATIN) {
            latin++;
        }
        common = FIRST + latin;
        for (char c = 0; c < LATIN; c++) {
            ofLatin[c] = (short) ofFolded(fold(c));
        }
    }

    /** The number of classes of which texts are mostly made, {@link #UNFOLDED} among them: Latin letters, what is in no literal. */
    int common() {
        return common;
    }

    /** Whether some literal has characters beyond the common classes. */
    boolean hasUncommon() {
        return FIRST + characters.length > common;
    }

    /** The class of a character in any case, or {@link #UNFOLDED}. */
    int of(char c) {
        if (c < LATIN) {
            return ofLatin[c];
        }
        return foldsByItself(c) ? ofFolded(fold(c)) : UNFOLDED;
    }

    /** The class of a character in a folded text. */
    int ofFolded(char c) {
        int at = Arrays.binarySearch(characters, c);
        return at < 0 ? OTHER : FIRST + at;
    }

    static char fold(char c) {
        return Character.toLowerCase(c);
    }

    /** Whether lower case depends on the character alone, and is one character: not so Σ, İ and what takes two chars. */
    static boolean foldsByItself(char c) {
        return c != '\u03a3' && c != '\u0130' && !Character.isSurrogate(c);
    }
}
