package io.cordon.engine.eql;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes a regular expression of Lucene's as RE2 writes it. There are no anchors in Lucene's, {@code ^} and {@code $} stand for
 * themselves, what is in double quotes too, {@code @} is any text and {@code <1-20>} a number in a range. What RE2 cannot say, the
 * complement, the intersection and the empty language, is refused.
 */
final class LuceneRegex {
    private static final Pattern REPETITION = Pattern.compile("\\{[0-9]{1,6}(,[0-9]{0,6})?\\}");
    private static final Pattern INTERVAL = Pattern.compile("<([0-9]{1,6})-([0-9]{1,6})>");
    private static final int WIDEST = 1000;

    private final Token token;
    private final String in;
    private final StringBuilder out = new StringBuilder();
    private int at;

    LuceneRegex(Token token) {
        this.token = token;
        this.in = token.text();
    }

    String translated() throws QueryRefusedException {
        while (at < in.length()) {
            one(in.charAt(at));
        }
        return out.toString();
    }

    private void one(char c) throws QueryRefusedException {
        switch (c) {
            case '\\' -> escaped();
            case '"' -> quoted();
            case '[' -> characters();
            case '<' -> interval();
            case '{' -> repetition();
            case '@' -> pass(".*");
            case '(' -> {
                if (in.startsWith("(?", at)) {
                    throw refuse("expected Lucene's regular expressions, which have no '(?'");
                }
                pass("(?:");
            }
            case '.', '?', '+', '*', '|', ')' -> pass(String.valueOf(c));
            case '~', '&', '#' ->
                throw refuse("expected a regular expression without the operator '" + c
                        + "', which is not supported; \\" + c + " is the character");
            default -> {
                literal(c);
                at++;
            }
        }
    }

    private QueryRefusedException refuse(String expected) {
        return new QueryRefusedException(token.at(at), expected);
    }

    private void pass(String text) {
        out.append(text);
        at++;
    }

    private void literal(char c) {
        if (c < 0x80 && !Character.isLetterOrDigit(c) && c > ' ') {
            out.append('\\');
        }
        out.append(c);
    }

    private void escaped() throws QueryRefusedException {
        if (at + 1 == in.length()) {
            throw refuse("expected a character behind \\");
        }
        char c = in.charAt(at + 1);
        if ("dDwWsS".indexOf(c) >= 0) {
            out.append('\\').append(c);
        } else {
            literal(c);
        }
        at += 2;
    }

    private void quoted() throws QueryRefusedException {
        int end = in.indexOf('"', at + 1);
        if (end < 0) {
            throw refuse("expected \" at the end of what stands for itself");
        }
        out.append("(?:");
        in.substring(at + 1, end).chars().forEach(c -> literal((char) c));
        out.append(')');
        at = end + 1;
    }

    /** A choice of characters; a bracket that comes first is one of them. */
    private void characters() throws QueryRefusedException {
        int begin = at;
        boolean negated = in.startsWith("[^", at);
        out.append(negated ? "[^" : "[");
        at += negated ? 2 : 1;
        int first = at;
        while (at < in.length() && (in.charAt(at) != ']' || at == first)) {
            boolean range = in.charAt(at) == '-' && at > first && at + 1 < in.length() && in.charAt(at + 1) != ']';
            if (range) {
                pass("-");
            } else if (in.charAt(at) == '\\') {
                escaped();
            } else {
                literal(in.charAt(at));
                at++;
            }
        }
        if (at >= in.length()) {
            at = begin;
            throw refuse("expected ] at the end of a choice of characters");
        }
        pass("]");
    }

    private void repetition() throws QueryRefusedException {
        Matcher repetition = REPETITION.matcher(in).region(at, in.length());
        if (!repetition.lookingAt()) {
            throw refuse("expected a repetition such as {2}, {2,} or {2,4}");
        }
        out.append(repetition.group());
        at = repetition.end();
    }

    private void interval() throws QueryRefusedException {
        Matcher interval = INTERVAL.matcher(in).region(at, in.length());
        if (!interval.lookingAt()) {
            throw refuse("expected a range such as <1-20>; \\< is the character");
        }
        int from = Integer.parseInt(interval.group(1));
        int to = Integer.parseInt(interval.group(2));
        if (to < from || to - from > WIDEST) {
            throw refuse("expected a range of at most " + WIDEST + " numbers, the smaller one first");
        }
        // Bounds of one length fix the number of digits.
        int digits = interval.group(1).length() == interval.group(2).length()
                ? interval.group(1).length()
                : 0;
        out.append(digits == 0 ? "(?:0*(?:" : "(?:(?:");
        for (int number = from; number <= to; number++) {
            String text = Integer.toString(number);
            out.append(number == from ? "" : "|")
                    .append("0".repeat(Math.max(0, digits - text.length())))
                    .append(text);
        }
        out.append("))");
        at = interval.end();
    }
}
