package io.cordon.engine.eql;

import io.cordon.engine.event.FieldCatalogue;
import io.cordon.engine.event.FieldRef;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes expressions ready to be computed; takes down which fields they read. */
final class Terms {
    private final Regular regular;
    private final Set<FieldRef> fields = new LinkedHashSet<>();

    Terms(Dialect dialect) {
        this.regular = new Regular(dialect);
    }

    List<FieldRef> fields() {
        return List.copyOf(fields);
    }

    Term of(Expression expression) throws QueryRefusedException {
        if (expression instanceof Expression.Field field) {
            return field(field);
        }
        if (expression instanceof Expression.Text text) {
            String value = text.value();
            return row -> value;
        }
        if (expression instanceof Expression.Numeral number) {
            return row -> number.value();
        }
        if (expression instanceof Expression.Flag flag) {
            return row -> flag.value();
        }
        if (expression instanceof Expression.Null) {
            return row -> null;
        }
        if (expression instanceof Expression.Call call) {
            return Builtins.of(call, each(call.arguments()));
        }
        if (expression instanceof Expression.Arithmetic one) {
            return Arithmetics.of(one.operator(), of(one.left()), of(one.right()));
        }
        if (expression instanceof Expression.Search search) {
            return search(search);
        }
        return condition(expression);
    }

    private List<Term> each(List<Expression> expressions) throws QueryRefusedException {
        List<Term> terms = new ArrayList<>();
        for (Expression expression : expressions) {
            terms.add(of(expression));
        }
        return terms;
    }

    private Term field(Expression.Field field) {
        List<Expression.Hop> path = field.path();
        if (field.variable()) {
            return row -> hop(row.variable(field.name()), path);
        }
        FieldRef ref = FieldCatalogue.builtIn().resolve(field.name());
        fields.add(ref);
        return row -> hop(Values.of(row.texts().of(ref)), path);
    }

    private static @Nullable Object hop(@Nullable Object from, List<Expression.Hop> path) {
        Object value = from;
        for (int i = 0; i < path.size() && value != null; i++) {
            value = Values.hop(value, path.get(i));
        }
        return value;
    }

    private Term search(Expression.Search search) throws QueryRefusedException {
        Term array = of(search.array());
        Term body = of(search.body());
        return row -> {
            Object list = array.of(row);
            if (list == null) {
                return null;
            }
            long count = 0;
            for (Object one : Values.list(list)) {
                Object element = one instanceof String text ? Values.element(text) : one;
                if (Boolean.TRUE.equals(Term.condition(body.of(row.with(search.variable(), element))))) {
                    count++;
                }
            }
            return search.counts() ? (Object) java.math.BigDecimal.valueOf(count) : (Object) (count > 0);
        };
    }

    private Term condition(Expression expression) throws QueryRefusedException {
        if (expression instanceof Expression.Not not) {
            Term part = of(not.part());
            return row -> {
                Boolean holds = Term.condition(part.of(row));
                return holds == null ? null : (Object) !holds;
            };
        }
        if (expression instanceof Expression.All all) {
            return joined(each(all.parts()), false);
        }
        if (expression instanceof Expression.Any any) {
            return joined(each(any.parts()), true);
        }
        if (expression instanceof Expression.Absent absent) {
            Term value = of(absent.value());
            return row -> value.of(row) == null;
        }
        if (expression instanceof Expression.Equal equal) {
            return compared(equal.left(), equal.right(), equal.anyCase(), sign -> sign == 0);
        }
        if (expression instanceof Expression.Ordered ordered) {
            return compared(ordered.left(), ordered.right(), ordered.anyCase(), sign -> switch (ordered.order()) {
                case LESS -> sign < 0;
                case LESS_OR_EQUAL -> sign <= 0;
                case GREATER -> sign > 0;
                case GREATER_OR_EQUAL -> sign >= 0;
            });
        }
        if (expression instanceof Expression.Fits fits) {
            Term value = of(fits.value());
            Glob.Test test = Glob.of(fits, regular);
            return row -> Values.any(
                    Values.list(value.of(row)), one -> one == null ? null : (Boolean) test.fits(Values.text(one)));
        }
        throw new QueryRefusedException(expression.at(), "expected lineage beside 'and', 'or', 'not' only");
    }

    /** A disjunction, or a conjunction: what decides it alone is looked for, else it is unknown where a part is. */
    private static Term joined(List<Term> parts, boolean decides) {
        return row -> {
            Boolean joined = !decides;
            for (Term part : parts) {
                Boolean holds = Term.condition(part.of(row));
                if (holds != null && holds == decides) {
                    return decides;
                }
                joined = holds == null ? null : joined;
            }
            return joined;
        };
    }

    private Term compared(Expression left, Expression right, boolean anyCase, Function<Integer, Boolean> holds)
            throws QueryRefusedException {
        Term a = of(left);
        Term b = of(right);
        return row -> Values.any(
                Values.list(a.of(row)),
                one -> Values.any(Values.list(b.of(row)), other -> {
                    if (one == null || other == null) {
                        return null;
                    }
                    Integer sign = Values.compared(one, other, anyCase);
                    return sign != null && holds.apply(sign); // a number and what is none
                }));
    }
}
