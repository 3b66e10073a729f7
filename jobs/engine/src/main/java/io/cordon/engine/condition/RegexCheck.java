package io.cordon.engine.condition;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * Checks regular expressions where they stand, so that a rule is refused when it is read.
 *
 * <p>RE2 unrolls repetitions: {@code ((a{100}){100}){100}} is a million instructions and one level more ends the JVM. So what an
 * expression unrolls to is estimated before it is compiled.
 */
public final class RegexCheck {
    private static final long MAX_SIZE = 20_000;

    private static final java.util.regex.Pattern REPETITION =
            java.util.regex.Pattern.compile("\\{(\\d{1,6})(?:,(\\d{0,6}))?\\}");

    private RegexCheck() {}

    /** What is wrong with the expression, or null. */
    public static @Nullable String problem(String expression) {
        if (size(expression) > MAX_SIZE) {
            return "expected a regular expression whose repetitions come to at most " + MAX_SIZE + " characters";
        }
        try {
            Pattern.compile(expression);
            return null;
        } catch (PatternSyntaxException e) {
            return backtracks(expression) ? null : "expected a regular expression: " + e.getMessage();
        }
    }

    /** Whether only an engine that backtracks knows it: one with look-around or back references. */
    private static boolean backtracks(String expression) {
        try {
            java.util.regex.Pattern.compile(expression);
            return true;
        } catch (java.util.regex.PatternSyntaxException e) {
            return false;
        }
    }

    /** The number of characters and classes once every repetition is written out. */
    private static long size(String expression) {
        Deque<Long> outer = new ArrayDeque<>();
        long sum = 0;
        long last = 0;
        Matcher repetition = REPETITION.matcher(expression);
        for (int i = 0; i < expression.length(); i++) {
            char c = expression.charAt(i);
            if (c == '{' && repetition.region(i, expression.length()).lookingAt()) {
                long times = Math.max(number(repetition.group(1)), number(repetition.group(2)));
                sum = Math.min(MAX_SIZE + 1, sum + last * Math.max(0, times - 1));
                last = Math.min(MAX_SIZE + 1, last * times);
                i = repetition.end() - 1;
            } else if (c == '(') {
                outer.push(sum);
                sum = 0;
            } else if (c == ')' && !outer.isEmpty()) {
                last = sum;
                sum = Math.min(MAX_SIZE + 1, sum + outer.pop());
            } else if (c != '*' && c != '+' && c != '?' && c != '|') {
                i = c == '\\' ? i + 1 : c == '[' ? endOfClass(expression, i) : i;
                last = 1;
                sum++;
            }
        }
        return sum;
    }

    private static int endOfClass(String expression, int from) {
        // A bracket that comes first in a class is one of its characters.
        int first = from + 1 < expression.length() && expression.charAt(from + 1) == '^' ? from + 2 : from + 1;
        for (int i = first; i < expression.length(); i++) {
            char c = expression.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == ']' && i > first) {
                return i;
            }
        }
        return expression.length();
    }

    private static long number(@Nullable String digits) {
        return digits == null || digits.isEmpty() ? 1 : Long.parseLong(digits);
    }
}
