package io.cordon.engine.eql;

import io.cordon.engine.condition.Anchor;
import io.cordon.engine.condition.Condition;
import io.cordon.engine.condition.Predicate;
import io.cordon.engine.condition.Predicate.Order;
import io.cordon.engine.condition.Predicate.Place;
import io.cordon.engine.event.Activity;
import io.cordon.engine.event.FieldCatalogue;
import io.cordon.engine.event.FieldRef;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes conditions of expressions.
 *
 * <p>EQL's comparisons are null where a field is missing, and only what is true matches. So each expression is made to say whether
 * it is true, or whether it is false; a negation is carried down to the comparisons, and one that has to be false asks that its
 * fields are there. What asks one field becomes the predicates that all rules share; the rest is computed, and stands beside
 * whatever can be said of it by such predicates.
 *
 * @param takesWord whether an event is also of the category that it says itself, where it is no activity that is told apart
 */
record Conditions(Dialect dialect, boolean takesWord) {
    static final Condition ALWAYS = new Condition.All(List.of());
    static final Condition NEVER = new Condition.Any(List.of());

    /** A query as a search. */
    Search search(EventQuery query) throws QueryRefusedException {
        Condition where = of(query.where(), true);
        Set<Activity> activities = Categories.activities(query.category());
        if (!Categories.isActivity(query.category())) {
            return new Search(Set.of(), new Condition.All(List.of(said(query.category()), where)));
        }
        if (activities.isEmpty() || !takesWord) {
            return new Search(activities, where);
        }
        // Such as an event of a process that neither starts nor ends.
        Set<Activity> all = EnumSet.copyOf(activities);
        all.add(Activity.OTHER);
        return new Search(all, new Condition.All(List.of(said(query.category()), where)));
    }

    /** That an event says itself that it is of the category, or is known to be. */
    private Condition said(String category) {
        List<Condition> ways = new ArrayList<>();
        if (!Categories.activities(category).isEmpty()) {
            ways.add(new Condition.Happened(List.copyOf(Categories.activities(category))));
        }
        for (String field : List.of("event.category", "event_type")) {
            ways.add(new Condition.Test(resolve(field), new Predicate.Text(Glob.literal(category), false)));
        }
        return new Condition.Any(ways);
    }

    /** That an expression is true, or that it is false. */
    Condition of(Expression expression, boolean wanted) throws QueryRefusedException {
        if (expression instanceof Expression.Flag flag) {
            return flag.value() == wanted ? ALWAYS : NEVER;
        }
        if (expression instanceof Expression.Null) {
            return NEVER;
        }
        if (expression instanceof Expression.Not not) {
            return of(not.part(), !wanted);
        }
        if (expression instanceof Expression.All all) {
            return joined(parts(all.parts(), wanted), wanted);
        }
        if (expression instanceof Expression.Any any) {
            return joined(parts(any.parts(), wanted), !wanted);
        }
        if (expression instanceof Expression.Kindred kindred) {
            Condition kin = kin(kindred);
            return wanted ? kin : new Condition.Not(kin);
        }
        FieldRef absent = expression instanceof Expression.Absent one ? plain(one.value()) : null;
        if (absent != null) {
            return wanted ? new Condition.Not(Atoms.there(absent)) : Atoms.there(absent);
        }
        if (expression instanceof Expression.Equal equal
                && equal.right() instanceof Expression.Flag flag
                && !(equal.left() instanceof Expression.Field)) {
            return of(equal.left(), flag.value() == wanted);
        }
        Condition asked = new Atoms(this).of(expression, wanted);
        return asked != null ? asked : computed(expression, wanted);
    }

    private List<Condition> parts(List<Expression> parts, boolean wanted) throws QueryRefusedException {
        List<Condition> made = new ArrayList<>();
        for (Expression part : parts) {
            made.add(of(part, wanted));
        }
        return made;
    }

    static Condition joined(List<Condition> parts, boolean all) {
        return parts.size() == 1 ? parts.get(0) : all ? new Condition.All(parts) : new Condition.Any(parts);
    }

    private Condition kin(Expression.Kindred kindred) throws QueryRefusedException {
        Anchor anchor = search(kindred.query()).anchor();
        return switch (kindred.relation()) {
            case EVENT_OF -> new Condition.EventOf(anchor);
            case CHILD_OF -> new Condition.ChildOf(anchor);
            case DESCENDANT_OF -> new Condition.DescendantOf(anchor);
        };
    }

    private Condition computed(Expression expression, boolean wanted) throws QueryRefusedException {
        EqlFormula formula =
                EqlFormula.of(wanted ? expression : new Expression.Not(expression.at(), expression), dialect);
        if (formula.fields().isEmpty()) {
            return Boolean.TRUE.equals(formula.holds(field -> null)) ? ALWAYS : NEVER;
        }
        List<Condition> parts = new ArrayList<>(Needed.of(expression, wanted));
        parts.add(new Condition.Computed(formula));
        return joined(parts, true);
    }

    /** The field that an expression is, all of it; else null. */
    static @Nullable FieldRef plain(Expression expression) {
        return expression instanceof Expression.Field field
                        && !field.variable()
                        && field.path().isEmpty()
                ? resolve(field.name())
                : null;
    }

    static FieldRef resolve(String name) {
        return FieldCatalogue.builtIn().resolve(name);
    }

    static Order flipped(Order order) {
        return switch (order) {
            case LESS -> Order.GREATER;
            case LESS_OR_EQUAL -> Order.GREATER_OR_EQUAL;
            case GREATER -> Order.LESS;
            case GREATER_OR_EQUAL -> Order.LESS_OR_EQUAL;
        };
    }

    static Predicate same(FieldRef other, boolean anyCase) {
        return new Predicate.OtherField(Place.WHOLE, other, !anyCase);
    }
}
