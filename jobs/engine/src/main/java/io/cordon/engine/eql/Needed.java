package io.cordon.engine.eql;

import io.cordon.engine.condition.Condition;
import io.cordon.engine.condition.Predicate;
import io.cordon.engine.condition.Predicate.Piece;
import io.cordon.engine.event.FieldRef;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What surely holds of single fields where a computed condition holds, so that the matcher need not compute it elsewhere: the fields
 * that it cannot do without are there, and an element of a list that is searched for a pattern holds its longest literal.
 */
final class Needed {
    /** What is written alike in a text and in the JSON of an element. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9 ._!:;=#%@~-]+");

    private static final int SHORTEST = 3;

    private Needed() {}

    static List<Condition> of(Expression expression, boolean wanted) {
        Set<FieldRef> fields = new LinkedHashSet<>();
        strict(expression, fields);
        List<Condition> needed = new ArrayList<>();
        fields.forEach(field -> needed.add(Atoms.there(field)));
        if (wanted && expression instanceof Expression.Search search && !search.counts()) {
            FieldRef array = Conditions.plain(search.array());
            Condition part = array == null ? null : part(search.body(), search.variable(), array);
            if (part != null) {
                needed.add(part);
            }
        }
        return needed;
    }

    /** The fields without which an expression is null. */
    private static void strict(Expression expression, Set<FieldRef> fields) {
        if (expression instanceof Expression.Field field && !field.variable()) {
            fields.add(Conditions.resolve(field.name()));
        } else if (expression instanceof Expression.Call call) {
            boolean firstAlone = call.function() == Function.NUMBER || call.function() == Function.ARRAY_CONTAINS;
            call.arguments()
                    .subList(0, firstAlone ? 1 : call.arguments().size())
                    .forEach(argument -> strict(argument, fields));
        } else if (expression instanceof Expression.Arithmetic one) {
            strict(one.left(), fields);
            strict(one.right(), fields);
        } else if (expression instanceof Expression.Equal equal) {
            strict(equal.left(), fields);
            strict(equal.right(), fields);
        } else if (expression instanceof Expression.Ordered ordered) {
            strict(ordered.left(), fields);
            strict(ordered.right(), fields);
        } else if (expression instanceof Expression.Fits fits) {
            strict(fits.value(), fields);
        } else if (expression instanceof Expression.Search search) {
            strict(search.array(), fields);
        } else if (expression instanceof Expression.Not not) {
            strict(not.part(), fields);
        }
    }

    /** That some element holds what the body needs of it; null where it needs nothing that can be told. */
    private static @Nullable Condition part(Expression body, String variable, FieldRef array) {
        if (body instanceof Expression.All all) {
            List<Condition> parts = all.parts().stream()
                    .map(one -> part(one, variable, array))
                    .filter(java.util.Objects::nonNull)
                    .toList();
            return parts.isEmpty() ? null : Conditions.joined(parts, true);
        }
        if (body instanceof Expression.Any any) {
            return each(
                    any.parts().stream().map(one -> part(one, variable, array)).toList());
        }
        if (body instanceof Expression.Equal equal
                && isOf(equal.left(), variable)
                && equal.right() instanceof Expression.Text text) {
            return holds(text.value(), array);
        }
        boolean regex = body instanceof Expression.Fits fits
                && (fits.patterns() == Expression.Patterns.REGEX || fits.patterns() == Expression.Patterns.REGEX_START);
        return body instanceof Expression.Fits fits && !regex && isOf(fits.value(), variable)
                ? each(fits.list().stream()
                        .map(text -> holds(text.value(), array))
                        .toList())
                : null;
    }

    private static @Nullable Condition each(List<@Nullable Condition> parts) {
        List<Condition> known = new ArrayList<>();
        for (Condition part : parts) {
            if (part == null) {
                return null;
            }
            known.add(part);
        }
        return Conditions.joined(known, false);
    }

    private static boolean isOf(Expression value, String variable) {
        return value instanceof Expression.Field field
                && field.variable()
                && field.name().equals(variable);
    }

    private static @Nullable Condition holds(String pattern, FieldRef array) {
        String longest = "";
        for (Matcher plain = PLAIN.matcher(pattern); plain.find(); ) {
            longest = plain.group().length() > longest.length() ? plain.group() : longest;
        }
        return longest.length() < SHORTEST
                ? null
                : new Condition.Test(
                        array,
                        new Predicate.Text(
                                List.of(new Piece.Any(), new Piece.Literal(longest), new Piece.Any()), false));
    }
}
