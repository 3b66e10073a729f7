package io.cordon.engine.match;

import io.cordon.engine.condition.Predicate;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The folded literals that all stand in every text which a regular expression matches; there may be none.
 *
 * <p>Only the outermost concatenation is read, and of it what is plain: whatever stands in groups and classes, or may be left
 * out, ends a literal; an alternative on the outermost level, or an escape that is not known here, leaves none.
 */
final class RegexLiterals {
    private static final Pattern REPETITION = Pattern.compile("\\{\\d+(,\\d*)?\\}");
    /** Flags under which blanks mean nothing, or letters are more than they are here. */
    private static final Pattern OTHER_RULES = Pattern.compile("\\(\\?[a-zA-Z]*[xuU]");

    private static final String SHORT_CLASSES = "dDwWsSbBAztnrfva";

    private final String expression;
    private final boolean ignoreCase;
    private final StringBuilder run = new StringBuilder();
    private final Set<String> literals = new LinkedHashSet<>();
    private int at;

    private RegexLiterals(String expression, boolean ignoreCase) {
        this.expression = expression;
        this.ignoreCase = ignoreCase;
    }

    static Set<String> of(Predicate.Regex regex) {
        String expression = regex.expression();
        // Flags may stand anywhere; what is quoted may look like anything.
        boolean ignoreCase = regex.ignoreCase() || expression.contains("(?");
        boolean unknown =
                expression.contains("\\Q") || OTHER_RULES.matcher(expression).find();
        return unknown ? Set.of() : new RegexLiterals(expression, ignoreCase).read();
    }

    private Set<String> read() {
        while (at < expression.length()) {
            char c = expression.charAt(at);
            switch (c) {
                case '|', ')' -> {
                    return Set.of();
                }
                case '(' -> {
                    skipGroup();
                    end();
                }
                case '[' -> {
                    skipClass();
                    end();
                }
                case '\\' -> {
                    if (!escape()) {
                        return Set.of();
                    }
                }
                case '.', '^', '$', '*', '+', '?', '{', '}' -> {
                    at++;
                    end();
                }
                default -> {
                    at++;
                    character(c);
                }
            }
        }
        end();
        return literals;
    }

    /** Takes a plain character, unless what follows says that it may be left out or repeated. */
    private void character(char c) {
        char next = at < expression.length() ? expression.charAt(at) : 0;
        boolean repeated = next == '*' || next == '?' || next == '+' || next == '{';
        // Under ignore-case an s is also a long s, which lower case leaves as it is.
        boolean plain = c < 128 && !(ignoreCase && (c == 's' || c == 'S'));
        if (repeated || !plain) {
            if (next == '+' && plain) {
                run.append(c);
            }
            end();
            skipRepetition();
        } else {
            run.append(c);
        }
    }

    private void skipRepetition() {
        Matcher repetition = REPETITION.matcher(expression).region(at, expression.length());
        if (repetition.lookingAt()) {
            at = repetition.end();
        }
    }

    private void end() {
        if (run.length() > 0) {
            literals.add(run.toString().toLowerCase(Locale.ROOT));
        }
        run.setLength(0);
        skipRepetition();
    }

    /** Reads an escape; false where it is not known. */
    private boolean escape() {
        if (at + 1 >= expression.length()) {
            return false;
        }
        char c = expression.charAt(at + 1);
        at += 2;
        if (SHORT_CLASSES.indexOf(c) >= 0) {
            end();
            return true;
        }
        if (c >= 128 || Character.isLetterOrDigit(c)) {
            return false;
        }
        character(c);
        return true;
    }

    private void skipClass() {
        at++;
        if (at < expression.length() && expression.charAt(at) == '^') {
            at++;
        }
        // A bracket that comes first in a class is one of its characters.
        for (int first = at; at < expression.length(); at++) {
            if (expression.startsWith("[:", at)) {
                int close = expression.indexOf(":]", at);
                at = close < 0 ? at : close + 1;
            } else if (expression.charAt(at) == '\\') {
                at++;
            } else if (expression.charAt(at) == ']' && at > first) {
                at++;
                return;
            }
        }
    }

    private void skipGroup() {
        int depth = 0;
        while (at < expression.length()) {
            char c = expression.charAt(at);
            if (c == '[') {
                skipClass();
                continue;
            }
            at += c == '\\' ? 2 : 1;
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth == 0) {
                return;
            }
        }
    }
}
