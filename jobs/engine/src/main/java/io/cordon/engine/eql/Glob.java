package io.cordon.engine.eql;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.cordon.engine.condition.Predicate;
import io.cordon.engine.condition.Predicate.Piece;
import java.util.ArrayList;
import java.util.List;

/** What the strings of a comparison ask of a text. */
final class Glob {
    private Glob() {}

    /** A test of one text. */
    interface Test {
        boolean fits(String text);
    }

    /** One test of all strings: whether one of them fits. */
    static Test of(Expression.Fits fits, Regular regular) throws QueryRefusedException {
        List<Test> tests = new ArrayList<>();
        for (Expression.Text text : fits.list()) {
            tests.add(test(predicate(fits, text, regular), text));
        }
        return one -> tests.stream().anyMatch(test -> test.fits(one));
    }

    /** What one of the strings asks, as rules of all languages ask it. */
    static Predicate predicate(Expression.Fits fits, Expression.Text text, Regular regular)
            throws QueryRefusedException {
        boolean cased = !fits.anyCase();
        Piece literal = new Piece.Literal(text.value());
        return switch (fits.patterns()) {
            case WILDCARDS -> new Predicate.Text(pieces(text.value(), true), cased);
            case STARS -> new Predicate.Text(pieces(text.value(), false), cased);
            case PREFIX -> new Predicate.Text(List.of(literal, new Piece.Any()), cased);
            case SUFFIX -> new Predicate.Text(List.of(new Piece.Any(), literal), cased);
            case PART -> new Predicate.Text(List.of(new Piece.Any(), literal, new Piece.Any()), cased);
            case REGEX -> new Predicate.Regex(regular.read(text), fits.anyCase(), false, true, true);
            case REGEX_START ->
                new Predicate.Regex("\\A(?:" + regular.read(text) + ")", fits.anyCase(), false, true, false);
        };
    }

    static List<Piece> literal(String text) {
        return text.isEmpty() ? List.of() : List.of(new Piece.Literal(text));
    }

    private static List<Piece> pieces(String text, boolean questionMarks) {
        List<Piece> pieces = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '*' && (c != '?' || !questionMarks)) {
                literal.append(c);
                continue;
            }
            pieces.addAll(literal(literal.toString()));
            literal.setLength(0);
            boolean again = c == '*' && !pieces.isEmpty() && pieces.get(pieces.size() - 1) instanceof Piece.Any;
            if (!again) {
                pieces.add(c == '*' ? new Piece.Any() : new Piece.One());
            }
        }
        pieces.addAll(literal(literal.toString()));
        return pieces;
    }

    private static Test test(Predicate predicate, Expression.Text text) throws QueryRefusedException {
        if (predicate instanceof Predicate.Regex regex) {
            try {
                Pattern pattern = Pattern.compile(
                        regex.expression(), Pattern.DOTALL | (regex.ignoreCase() ? Pattern.CASE_INSENSITIVE : 0));
                return regex.whole()
                        ? pattern::matches
                        : one -> pattern.matcher(one).find();
            } catch (PatternSyntaxException e) {
                throw new QueryRefusedException(text.at(), "expected a regular expression of RE2's: " + e.getMessage());
            }
        }
        Predicate.Text wildcards = (Predicate.Text) predicate;
        StringBuilder expression = new StringBuilder();
        for (Piece piece : wildcards.pattern()) {
            boolean fold = !wildcards.cased();
            expression.append(
                    piece instanceof Piece.Literal literal
                            ? Pattern.quote(Values.fold(literal.text(), fold))
                            : piece instanceof Piece.Any ? ".*" : ".");
        }
        Pattern pattern = Pattern.compile(expression.toString(), Pattern.DOTALL);
        return one -> pattern.matches(Values.fold(one, !wildcards.cased()));
    }
}
