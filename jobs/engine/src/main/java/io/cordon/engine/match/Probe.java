package io.cordon.engine.match;

import io.cordon.engine.condition.Condition;
import io.cordon.engine.condition.Predicate;
import io.cordon.engine.condition.Predicate.Piece;
import io.cordon.engine.event.FieldRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A text that a field, in lower case, holds wherever a predicate on it is not false; the cheap question before the exact one.
 *
 * <p>A condition is settled false unless one of its probes is found, or its field may still be filled in: a conjunction takes the
 * probes of the one part that has the most telling ones, a disjunction needs those of every part, a negation has none.
 *
 * @param field the field, or null for a keyword, which any field may hold
 */
record Probe(@Nullable FieldRef field, String text) {
    /** Shorter texts are everywhere. */
    static final int LENGTH = 3;

    /** The probes of a condition; none where the condition can hold without any. */
    static List<Probe> of(Condition condition) {
        if (condition instanceof Condition.All all) {
            List<Probe> best = List.of();
            for (Condition part : all.parts()) {
                List<Probe> probes = of(part);
                if (!probes.isEmpty() && (best.isEmpty() || cost(probes) < cost(best))) {
                    best = probes;
                }
            }
            return best;
        }
        if (condition instanceof Condition.Any any) {
            return ofEach(any.parts());
        }
        if (condition instanceof Condition.AtLeast some) {
            return ofEach(some.parts());
        }
        if (condition instanceof Condition.Test test && test.predicate() instanceof Predicate.Text text) {
            return of(test.field(), text);
        }
        return condition instanceof Condition.Keyword keyword && keyword.predicate() instanceof Predicate.Text text
                ? of(null, text)
                : List.of();
    }

    private static List<Probe> ofEach(List<Condition> parts) {
        List<Probe> union = new ArrayList<>();
        for (Condition part : parts) {
            List<Probe> probes = of(part);
            if (probes.isEmpty()) {
                return List.of();
            }
            union.addAll(probes);
        }
        return union;
    }

    private static List<Probe> of(@Nullable FieldRef field, Predicate.Text predicate) {
        String longest = "";
        for (Piece piece : predicate.pattern()) {
            if (piece instanceof Piece.Literal literal && literal.text().length() > longest.length()) {
                longest = literal.text();
            }
        }
        // Letters beyond ASCII may fold by what stands around them, so a cased predicate says nothing of folded text.
        boolean folds = !predicate.cased() || longest.chars().allMatch(c -> c < 128);
        return longest.length() < LENGTH || !folds
                ? List.of()
                : List.of(new Probe(field, longest.toLowerCase(Locale.ROOT)));
    }

    /** How often some probe of these may be found: many and short ones more often. */
    private static double cost(List<Probe> probes) {
        double cost = 0;
        for (Probe probe : probes) {
            cost += 1.0 / (probe.text.length() * probe.text.length());
        }
        return cost;
    }
}
