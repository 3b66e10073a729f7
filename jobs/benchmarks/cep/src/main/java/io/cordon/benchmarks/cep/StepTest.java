package io.cordon.benchmarks.cep;

import io.cordon.engine.condition.Condition;
import io.cordon.engine.condition.Predicate;
import io.cordon.engine.condition.Predicate.Piece;
import io.cordon.engine.event.Activity;
import io.cordon.engine.event.Column;
import io.cordon.engine.event.FieldRef;
import io.cordon.engine.rule.Rule;
import java.io.Serializable;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a step asks of an event, as one writes it in Java: comparisons of strings, one after the other. */
interface StepTest extends Serializable {
    boolean holds(Observed event);

    /** What is asked of a text. */
    interface TextTest extends Serializable {
        boolean holds(String text);
    }

    static boolean anyHolds(List<StepTest> tests, Observed event) {
        for (StepTest test : tests) {
            if (test.holds(event)) {
                return true;
            }
        }
        return false;
    }

    /** What the rule of a step asks. */
    static StepTest of(Rule step) {
        Set<Activity> activities = EnumSet.copyOf(step.scope().activities());
        StepTest condition = of(step.condition());
        return event -> activities.contains(event.activity()) && condition.holds(event);
    }

    private static StepTest of(Condition condition) {
        if (condition instanceof Condition.All all) {
            List<StepTest> parts = of(all.parts());
            return event -> {
                for (StepTest part : parts) {
                    if (!part.holds(event)) {
                        return false;
                    }
                }
                return true;
            };
        }
        if (condition instanceof Condition.Any any) {
            List<StepTest> parts = of(any.parts());
            return event -> anyHolds(parts, event);
        }
        if (condition instanceof Condition.Not not) {
            StepTest part = of(not.part());
            return event -> !part.holds(event);
        }
        if (condition instanceof Condition.Test test && Observed.has(test.field())) {
            return of(test.field(), test.predicate());
        }
        throw new IllegalArgumentException("expected comparisons of fields that are kept, found " + condition);
    }

    private static List<StepTest> of(List<Condition> parts) {
        return parts.stream().map(StepTest::of).toList();
    }

    private static StepTest of(FieldRef field, Predicate predicate) {
        Column column = field.column();
        if (predicate instanceof Predicate.Exists) {
            return event -> event.text(column) != null;
        }
        if (!(predicate instanceof Predicate.Text text)) {
            throw new IllegalArgumentException("expected a pattern, found " + predicate);
        }
        TextTest test = of(text);
        FieldRef.Part part = field.part();
        return event -> {
            String whole = event.text(column);
            return whole != null && test.holds(part(whole, part));
        };
    }

    private static String part(String path, FieldRef.Part part) {
        if (part == FieldRef.Part.WHOLE) {
            return path;
        }
        String name = path.substring(path.lastIndexOf('\\') + 1);
        return part == FieldRef.Part.FILE_NAME ? name : name.substring(name.lastIndexOf('.') + 1);
    }

    private static TextTest of(Predicate.Text text) {
        List<Piece> pieces = text.pattern();
        String literal = literal(pieces);
        if (literal == null || text.cased()) {
            return text.cased() && literal != null && pieces.size() == 1 ? literal::equals : regex(text);
        }
        if (pieces.size() == 1) {
            return literal::equalsIgnoreCase;
        }
        int length = literal.length();
        if (pieces.size() == 3) {
            String lower = literal.toLowerCase(Locale.ROOT);
            return one -> one.toLowerCase(Locale.ROOT).contains(lower);
        }
        return pieces.get(0) instanceof Piece.Any
                ? one -> one.regionMatches(true, one.length() - length, literal, 0, length)
                : one -> one.regionMatches(true, 0, literal, 0, length);
    }

    /** The only literal of a pattern that asks for it as a whole, a beginning, an end or a part; else null. */
    private static @Nullable String literal(List<Piece> pieces) {
        List<String> literals = pieces.stream()
                .filter(Piece.Literal.class::isInstance)
                .map(piece -> ((Piece.Literal) piece).text())
                .toList();
        long any = pieces.stream().filter(Piece.Any.class::isInstance).count();
        boolean isBetween = pieces.size() < 3 || pieces.get(1) instanceof Piece.Literal;
        return literals.size() == 1 && any == pieces.size() - 1 && isBetween ? literals.get(0) : null;
    }

    private static TextTest regex(Predicate.Text text) {
        StringBuilder regex = new StringBuilder();
        for (Piece piece : text.pattern()) {
            if (piece instanceof Piece.Literal literal) {
                regex.append(Pattern.quote(literal.text()));
            } else if (piece instanceof Piece.Any) {
                regex.append(".*");
            } else if (piece instanceof Piece.One) {
                regex.append('.');
            } else {
                throw new IllegalArgumentException("expected literals, * and ?, found " + piece);
            }
        }
        Pattern pattern =
                Pattern.compile(regex.toString(), Pattern.DOTALL | (text.cased() ? 0 : Pattern.CASE_INSENSITIVE));
        return one -> pattern.matcher(one).matches();
    }
}
