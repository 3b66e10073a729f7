package io.cordon.engine.eql;

import io.cordon.engine.condition.Condition;
import io.cordon.engine.condition.Predicate;
import io.cordon.engine.event.FieldRef;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes predicates of what is asked of one field. */
record Atoms(Conditions conditions) {
    /** The condition, or null for what no predicate asks. */
    @Nullable
    Condition of(Expression expression, boolean wanted) throws QueryRefusedException {
        if (expression instanceof Expression.Field field) {
            return field(field, wanted);
        }
        if (expression instanceof Expression.Equal equal) {
            return equal(equal, wanted);
        }
        if (expression instanceof Expression.Ordered ordered) {
            return ordered(ordered, wanted);
        }
        if (expression instanceof Expression.Fits fits) {
            FieldRef field = Conditions.plain(fits.value());
            if (field == null) {
                return null;
            }
            List<Predicate> predicates = new ArrayList<>();
            Regular regular = new Regular(conditions.dialect());
            for (Expression.Text text : fits.list()) {
                predicates.add(Glob.predicate(fits, text, regular));
            }
            return asked(field, predicates, wanted);
        }
        return expression instanceof Expression.Call call ? call(call, wanted) : null;
    }

    /** A field that stands alone is true where its text is; Endgame's {@code subtype.create} is a value too. */
    private @Nullable Condition field(Expression.Field field, boolean wanted) {
        FieldRef whole = Conditions.plain(field);
        if (whole == null) {
            return null;
        }
        Condition flag = asked(whole, List.of(flag(true)), wanted);
        int dot = field.name().lastIndexOf('.');
        if (dot < 0 || !conditions.dialect().has(Feature.ENUMERATIONS)) {
            return flag;
        }
        Predicate value = new Predicate.Text(Glob.literal(field.name().substring(dot + 1)), false);
        return new Condition.Any(List.of(
                flag, asked(Conditions.resolve(field.name().substring(0, dot)), List.of(value), wanted)));
    }

    private @Nullable Condition equal(Expression.Equal equal, boolean wanted) {
        FieldRef left = Conditions.plain(equal.left());
        FieldRef right = Conditions.plain(equal.right());
        if (left == null && right != null) {
            Expression first = equal.right();
            Expression second = equal.left();
            return equal(new Expression.Equal(equal.at(), first, second, equal.anyCase()), wanted);
        }
        if (left == null) {
            return null;
        }
        if (right != null) {
            Predicate same = Conditions.same(right, equal.anyCase());
            return wanted
                    ? new Condition.Test(left, same)
                    : new Condition.All(
                            List.of(there(left), there(right), new Condition.Not(new Condition.Test(left, same))));
        }
        Predicate predicate = literal(equal.right(), equal.anyCase());
        return predicate == null ? null : asked(left, List.of(predicate), wanted);
    }

    private static @Nullable Predicate literal(Expression value, boolean anyCase) {
        if (value instanceof Expression.Text text) {
            return new Predicate.Text(Glob.literal(text.value()), !anyCase);
        }
        if (value instanceof Expression.Numeral number) {
            return new Predicate.Text(
                    Glob.literal(number.value().stripTrailingZeros().toPlainString()), true);
        }
        return value instanceof Expression.Flag one ? flag(one.value()) : null;
    }

    private static Predicate flag(boolean value) {
        return new Predicate.Text(Glob.literal(String.valueOf(value)), false);
    }

    private static @Nullable Condition ordered(Expression.Ordered ordered, boolean wanted) {
        FieldRef left = Conditions.plain(ordered.left());
        if (left != null && ordered.right() instanceof Expression.Numeral number) {
            return asked(left, List.of(new Predicate.Compare(ordered.order(), number.value())), wanted);
        }
        FieldRef right = Conditions.plain(ordered.right());
        return right != null && ordered.left() instanceof Expression.Numeral number
                ? asked(
                        right,
                        List.of(new Predicate.Compare(Conditions.flipped(ordered.order()), number.value())),
                        wanted)
                : null;
    }

    private static @Nullable Condition call(Expression.Call call, boolean wanted) {
        FieldRef field = Conditions.plain(call.arguments().get(0));
        List<Predicate> predicates = new ArrayList<>();
        for (Expression argument : call.arguments().subList(1, call.arguments().size())) {
            Predicate predicate = call.function() == Function.CIDR_MATCH && argument instanceof Expression.Text text
                    ? new Predicate.Cidr(text.value())
                    : call.function() == Function.ARRAY_CONTAINS ? literal(argument, call.anyCase()) : null;
            if (predicate == null) {
                return null;
            }
            predicates.add(predicate);
        }
        return field == null || predicates.isEmpty() ? null : asked(field, predicates, wanted);
    }

    /** That one of the predicates holds; or that none does, of a field that is there. */
    private static Condition asked(FieldRef field, List<Predicate> predicates, boolean wanted) {
        List<Condition> tests = predicates.stream()
                .<Condition>map(one -> new Condition.Test(field, one))
                .toList();
        Condition holds = Conditions.joined(tests, false);
        return wanted ? holds : new Condition.All(List.of(there(field), new Condition.Not(holds)));
    }

    static Condition there(FieldRef field) {
        return new Condition.Test(field, new Predicate.Exists());
    }
}
