package io.cordon.engine.policy;

import com.google.re2j.Pattern;
import java.util.Locale;

/**
 * A text with wildcards, in any case: {@code ?} stands for one character and {@code *} for any number.
 *
 * <p>In a path neither stands for a separator, and {@code **} stands for any number of characters, separators too. Compiled to an
 * expression that takes linear time: an attacker writes the command lines that it is held against.
 */
public final class Glob {
    private final String written;
    private final Pattern pattern;

    private Glob(String written, boolean isPath) {
        this.written = written;
        this.pattern = Pattern.compile(expression(written.toLowerCase(Locale.ROOT), isPath), Pattern.DOTALL);
    }

    /** For paths, in the one spelling that {@link ImagePath#canonical} gives. */
    static Glob path(String written) {
        return new Glob(ImagePath.canonical(written), true);
    }

    public static Glob text(String written) {
        return new Glob(written, false);
    }

    public boolean matches(String text) {
        return pattern.matches(text.toLowerCase(Locale.ROOT));
    }

    /** How many characters stand for themselves: of two that match, the longer says more. */
    int literals() {
        return written.replaceAll("[*?]", "").length();
    }

    @Override
    public String toString() {
        return written;
    }

    private static String expression(String glob, boolean isPath) {
        StringBuilder expression = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            boolean isDouble = c == '*' && i + 1 < glob.length() && glob.charAt(i + 1) == '*';
            if (c == '*') {
                expression.append(isPath && !isDouble ? "[^\\\\/]*" : ".*");
                i += isDouble ? 1 : 0;
            } else if (c == '?') {
                expression.append(isPath ? "[^\\\\/]" : ".");
            } else {
                expression.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return expression.toString();
    }
}
