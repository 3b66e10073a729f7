package io.cordon.engine.eql;

import io.cordon.engine.condition.Predicate.Order;
import io.cordon.engine.eql.Expression.Operator;
import io.cordon.engine.eql.Expression.Patterns;
import io.cordon.engine.eql.Expression.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads conditions: {@code or}, {@code and}, {@code not}, comparisons; what they compare reads a {@link ValueParser}. */
final class ExpressionParser {
    private static final Map<String, Order> ORDERS =
            Map.of("<", Order.LESS, "<=", Order.LESS_OR_EQUAL, ">", Order.GREATER, ">=", Order.GREATER_OR_EQUAL);
    private static final Map<String, Relation> RELATIONS =
            Map.of("event", Relation.EVENT_OF, "child", Relation.CHILD_OF, "descendant", Relation.DESCENDANT_OF);

    private final Cursor in;
    private final QueryParser queries;
    private final ValueParser values;

    ExpressionParser(Cursor in, QueryParser queries) {
        this.in = in;
        this.queries = queries;
        this.values = new ValueParser(in, this);
    }

    /** Takes down the name of an event of several. */
    void alias(String name) {
        values.alias(name);
    }

    /** From here on expressions are of matches that have so many events. */
    void ofMatches(int events) {
        values.ofMatches(events);
    }

    /** An expression that is a condition. */
    Expression condition() throws QueryRefusedException {
        Expression condition = expression();
        Type.BOOLEAN.require(condition);
        return condition;
    }

    Expression expression() throws QueryRefusedException {
        Expression first = and();
        if (!in.sees("or")) {
            return first;
        }
        List<Expression> parts = new ArrayList<>();
        parts.add(conditional(first));
        while (in.accept("or")) {
            parts.add(conditional(and()));
        }
        return new Expression.Any(first.at(), parts);
    }

    private Expression and() throws QueryRefusedException {
        Expression first = not();
        if (!in.sees("and")) {
            return first;
        }
        List<Expression> parts = new ArrayList<>();
        parts.add(conditional(first));
        while (in.accept("and")) {
            parts.add(conditional(not()));
        }
        return new Expression.All(first.at(), parts);
    }

    private static Expression conditional(Expression part) throws QueryRefusedException {
        Type.BOOLEAN.require(part);
        return part;
    }

    private Expression not() throws QueryRefusedException {
        Position at = in.peek().at();
        boolean negated = false;
        boolean any = false;
        while (in.accept("not")) {
            negated = !negated;
            any = true;
        }
        Expression part = comparison();
        if (any) {
            Type.BOOLEAN.require(part);
        }
        return negated ? new Expression.Not(at, part) : part;
    }

    private Expression comparison() throws QueryRefusedException {
        Relation relation = RELATIONS.get(in.peek().text());
        if (relation != null
                && in.peek().isName()
                && in.peek(1).is("of")
                && in.peek(2).is("[")) {
            return kindred(relation);
        }
        Expression left = values.sum();
        Position at = left.at();
        boolean negated = in.peek().is("not")
                && List.of("in", "like", "regex").contains(in.peek(1).text());
        Token operator = in.peek(negated ? 1 : 0);
        if (negated) {
            in.next();
        }
        Expression compared = compared(at, left, operator);
        if (isOperator(in.peek()) && compared != left) {
            throw in.peek().refuse("expected 'and', 'or' or the end of the condition");
        }
        return negated ? new Expression.Not(at, compared) : compared;
    }

    private static boolean isOperator(Token token) {
        return token.is("==") || token.is("!=") || token.is("=") || token.is(":") || ORDERS.containsKey(token.text());
    }

    private Expression kindred(Relation relation) throws QueryRefusedException {
        Position at = in.take(Feature.LINEAGE).at();
        in.expect("of");
        in.deeper();
        EventQuery query = queries.bracketed();
        in.back();
        return new Expression.Kindred(at, relation, query);
    }

    private Expression compared(Position at, Expression left, Token operator) throws QueryRefusedException {
        switch (operator.kind() == Token.Kind.STRING || operator.quoted() ? "" : operator.text()) {
            case "=" -> {
                in.take(Feature.ONE_EQUALS_SIGN);
                return equal(at, left, values.sum());
            }
            case "==" -> {
                in.next();
                return equal(at, left, values.sum());
            }
            case "!=" -> {
                in.next();
                return new Expression.Not(at, equal(at, left, values.sum()));
            }
            case "<", "<=", ">", ">=" -> {
                in.next();
                return ordered(at, java.util.Objects.requireNonNull(ORDERS.get(operator.text())), left, values.sum());
            }
            case ":" -> {
                in.take(Feature.PATTERN_OPERATORS);
                return fits(at, Patterns.WILDCARDS, left, true);
            }
            case "like", "regex" -> {
                in.take(Feature.PATTERN_OPERATORS);
                boolean anyCase = in.accept("~");
                Patterns patterns = operator.is("like") ? Patterns.WILDCARDS : Patterns.REGEX;
                return fits(at, patterns, left, anyCase);
            }
            case "in" -> {
                in.next();
                return in(at, left);
            }
            default -> {
                return left;
            }
        }
    }

    private Expression equal(Position at, Expression left, Expression right) throws QueryRefusedException {
        if (left instanceof Expression.Null || right instanceof Expression.Null) {
            return new Expression.Absent(at, left instanceof Expression.Null ? right : left);
        }
        comparable(left, right);
        boolean folds = in.dialect().foldsCase();
        if (folds && right instanceof Expression.Text text && text.value().indexOf('*') >= 0) {
            return new Expression.Fits(at, Patterns.STARS, left, List.of(text), true);
        }
        if (folds && left instanceof Expression.Text text && text.value().indexOf('*') >= 0) {
            return new Expression.Fits(at, Patterns.STARS, right, List.of(text), true);
        }
        return new Expression.Equal(at, left, right, folds);
    }

    private Expression ordered(Position at, Order order, Expression left, Expression right)
            throws QueryRefusedException {
        comparable(left, right);
        for (Expression side : List.of(left, right)) {
            if (Type.of(side) == Type.BOOLEAN) {
                throw new QueryRefusedException(side.at(), "expected a number or a string, found a condition");
            }
        }
        return new Expression.Ordered(at, order, left, right, in.dialect().foldsCase());
    }

    private void comparable(Expression left, Expression right) throws QueryRefusedException {
        Type.of(left).require(right);
        if (Type.hasField(left) && Type.hasField(right)) {
            in.dialect().require(Feature.FIELD_TO_FIELD, right.at());
        }
    }

    private Expression in(Position at, Expression left) throws QueryRefusedException {
        boolean anyCase = in.dialect().foldsCase();
        if (in.sees("~")) {
            in.take(Feature.PATTERN_OPERATORS);
            anyCase = true;
        }
        in.expect("(");
        List<Expression> equal = new ArrayList<>();
        do {
            Expression right = values.sum();
            comparable(left, right);
            equal.add(right instanceof Expression.Null ? right : new Expression.Equal(at, left, right, anyCase));
        } while (in.accept(",") && !values.endsList());
        in.expect(")");
        return equal.size() == 1 ? equal.get(0) : new Expression.Any(at, equal);
    }

    /** One pattern, or several in parentheses; what is no string is compared as it is. */
    private Expression fits(Position at, Patterns patterns, Expression left, boolean anyCase)
            throws QueryRefusedException {
        if (Type.of(left) == Type.BOOLEAN) {
            Type.STRING.require(left);
        }
        List<Expression.Text> texts = new ArrayList<>();
        List<Expression> others = new ArrayList<>();
        boolean several = in.accept("(");
        do {
            Expression one = values.sum();
            if (one instanceof Expression.Text text) {
                Type.of(left).require(text);
                texts.add(text);
            } else if (patterns == Patterns.REGEX) {
                throw new QueryRefusedException(one.at(), "expected a string with a regular expression");
            } else {
                comparable(left, one);
                others.add(new Expression.Equal(at, left, one, anyCase));
            }
        } while (several && in.accept(","));
        if (several) {
            in.expect(")");
        }
        if (!texts.isEmpty()) {
            others.add(0, new Expression.Fits(at, patterns, left, texts, anyCase));
        }
        return others.size() == 1 ? others.get(0) : new Expression.Any(at, others);
    }

    static Operator operator(Token token) {
        for (Operator operator : Operator.values()) {
            if (token.is(operator.sign())) {
                return operator;
            }
        }
        throw new IllegalArgumentException(token.text());
    }
}
