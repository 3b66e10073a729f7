package io.cordon.engine.match;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.cordon.engine.condition.Predicate.Regex;

/**
 * A regular expression as a test of one text: RE2's, which runs in linear time, and for what that does not know (look-around, back
 * references) the JDK's, which backtracks and is given up after so many steps.
 */
final class RegexTest {
    private RegexTest() {}

    static TextTest of(Regex regex) {
        try {
            Pattern pattern = Pattern.compile(
                    regex.expression(),
                    flag(regex.ignoreCase(), Pattern.CASE_INSENSITIVE)
                            | flag(regex.multiline(), Pattern.MULTILINE)
                            | flag(regex.dotAll(), Pattern.DOTALL));
            return regex.whole()
                    ? pattern::matches
                    : text -> pattern.matcher(text).find();
        } catch (PatternSyntaxException e) {
            return backtracking(regex);
        }
    }

    private static TextTest backtracking(Regex regex) {
        java.util.regex.Pattern pattern = java.util.regex.Pattern.compile(
                regex.expression(),
                flag(regex.ignoreCase(), java.util.regex.Pattern.CASE_INSENSITIVE)
                        | flag(regex.multiline(), java.util.regex.Pattern.MULTILINE)
                        | flag(regex.dotAll(), java.util.regex.Pattern.DOTALL));
        return text -> {
            try {
                java.util.regex.Matcher matcher = pattern.matcher(new Budgeted(text, new int[] {Budgeted.STEPS}));
                return regex.whole() ? matcher.matches() : matcher.find();
            } catch (StackOverflowError e) { // it recurses by the length of the text
                throw new GivenUpException();
            }
        };
    }

    private static int flag(boolean set, int flag) {
        return set ? flag : 0;
    }

    /** A text that counts how often it is looked at: what a backtracking expression costs. */
    @SuppressWarnings("ArrayRecordComponent") // one counter for the text and its parts
    private record Budgeted(CharSequence text, int[] left) implements CharSequence {
        static final int STEPS = 200_000;

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (--left[0] < 0) {
                throw new GivenUpException();
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Budgeted(text.subSequence(start, end), left);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
