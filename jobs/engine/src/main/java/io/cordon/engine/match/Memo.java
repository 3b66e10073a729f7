package io.cordon.engine.match;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What was found in texts that keep coming: the same programs, parents, users and libraries, event after event.
 *
 * <p>An answer depends on the text and on what was asked of it alone, so it is right to give it again; texts are compared, not
 * only their prints. A text is kept when its print comes again before another one of the same place: what is said once leaves
 * a number behind and no text. Each print has two places; a text that is kept pushes the first one's to the second. The
 * memo is bounded, whatever comes: it forgets everything where its texts come to more characters than it may hold.
 */
final class Memo {
    /** Longer texts hardly come twice, and would leave no room for others. */
    static final int LONGEST = 1 << 14;

    static final int MOST_CHARACTERS = 1 << 22;
    private static final int PLACES = 1 << 14;
    private static final int SAMPLES = 24;

    private final int longest;
    private final int[] seen = new int[PLACES];
    private final int[] askers = new int[PLACES];
    private final @Nullable String[] texts = new String[PLACES];
    private final int[][] answers = new int[PLACES][];
    private int characters;

    /** A memo that keeps no longer texts. */
    Memo(int longest) {
        this.longest = longest;
    }

    /** Whether texts of that length are kept. */
    boolean keeps(String text) {
        return text.length() <= longest;
    }

    /** A number by which this question of this text is known, though not by it alone: not every character is looked at. */
    static int print(int asker, String text) {
        int print = 31 * asker + text.length();
        int step = 1 + text.length() / SAMPLES;
        for (int i = text.length() - 1; i >= 0; i -= step) {
            print = 31 * print + text.charAt(i);
        }
        return print;
    }

    private static int place(int print) {
        int mixed = print * 0x9e3779b9;
        return mixed >>> (Integer.SIZE - Integer.numberOfTrailingZeros(PLACES));
    }

    /** The answer that was kept for the asker and the text, or null. */
    int @Nullable [] answer(int asker, String text, int print) {
        int first = place(print);
        if (askers[first] == asker && text.equals(texts[first])) {
            return answers[first];
        }
        int second = first ^ 1;
        return askers[second] == asker && text.equals(texts[second]) ? answers[second] : null;
    }

    /** Takes down that the question was asked; whether the answer is worth keeping. */
    boolean comesAgain(int print) {
        int place = place(print);
        boolean again = seen[place] == print;
        seen[place] = print;
        return again;
    }

    /** Keeps an answer, which must not change any more. */
    void keep(int asker, String text, int print, int[] answer) {
        int first = place(print);
        int second = first ^ 1;
        characters += text.length() - length(texts[second]);
        if (characters > MOST_CHARACTERS) {
            Arrays.fill(texts, null);
            characters = text.length();
        }
        askers[second] = askers[first];
        texts[second] = texts[first];
        answers[second] = answers[first];
        askers[first] = asker;
        texts[first] = text;
        answers[first] = answer;
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }
}
