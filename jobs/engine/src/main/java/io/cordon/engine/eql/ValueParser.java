package io.cordon.engine.eql;

import io.cordon.engine.eql.Expression.Hop;
import io.cordon.engine.eql.Expression.Operator;
import io.cordon.engine.eql.Token.Kind;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what is compared: literals, fields, calls, arithmetic. */
final class ValueParser {
    /** More operators in a row would nest too deep. */
    private static final int MOST_IN_A_ROW = 200;

    private final Cursor in;
    private final ExpressionParser conditions;
    private final Deque<String> variables = new ArrayDeque<>();
    /** Names of events before this one; their fields look like fields of this one. */
    private final Set<String> aliases = new HashSet<>();
    /** How many events {@code events[0]}, {@code events[1]}, … name; none before the pipes. */
    private int events;

    ValueParser(Cursor in, ExpressionParser conditions) {
        this.in = in;
        this.conditions = conditions;
    }

    void alias(String name) {
        aliases.add(name);
    }

    /** From here on {@code events[1].name} is a field of the second event of a match. */
    void ofMatches(int count) {
        events = count;
    }

    Expression sum() throws QueryRefusedException {
        Expression left = product();
        for (int i = 0; in.sees("+") || in.sees("-"); i++) {
            left = arithmetic(left, i, false);
        }
        return left;
    }

    private Expression product() throws QueryRefusedException {
        Expression left = signed();
        for (int i = 0; in.sees("*") || in.sees("/") || in.sees("%"); i++) {
            left = arithmetic(left, i, true);
        }
        return left;
    }

    private Expression arithmetic(Expression left, int before, boolean product) throws QueryRefusedException {
        Token token = in.next();
        if (before >= MOST_IN_A_ROW) {
            throw token.refuse("expected at most " + MOST_IN_A_ROW + " operators in a row");
        }
        Expression right = product ? signed() : product();
        Type.NUMBER.require(left);
        Type.NUMBER.require(right);
        Operator operator = ExpressionParser.operator(token);
        if ((operator == Operator.DIVIDE || operator == Operator.MODULO)
                && right instanceof Expression.Numeral zero
                && zero.value().signum() == 0) {
            throw new QueryRefusedException(right.at(), "expected a divisor other than 0");
        }
        return new Expression.Arithmetic(left.at(), operator, left, right);
    }

    private Expression signed() throws QueryRefusedException {
        Position at = in.peek().at();
        boolean negative = false;
        boolean any = false;
        while (in.sees("-") || in.sees("+")) {
            negative ^= in.next().is("-");
            any = true;
        }
        Expression value = methods(primary());
        if (any) {
            Type.NUMBER.require(value);
        }
        if (!negative) {
            return value;
        }
        return value instanceof Expression.Numeral number
                ? new Expression.Numeral(at, number.value().negate())
                : new Expression.Arithmetic(at, Operator.SUBTRACT, new Expression.Numeral(at, BigDecimal.ZERO), value);
    }

    /** {@code value:function(arguments)} is {@code function(value, arguments)}. */
    private Expression methods(Expression first) throws QueryRefusedException {
        Expression value = first;
        for (int i = 0; in.sees(":") && in.peek(1).isName() && in.peek(2).is("("); i++) {
            if (i >= MOST_IN_A_ROW) {
                throw in.peek().refuse("expected at most " + MOST_IN_A_ROW + " functions in a row");
            }
            in.take(Feature.METHODS);
            List<Expression> arguments = new ArrayList<>();
            arguments.add(value);
            value = call(in.next(), arguments);
        }
        return value;
    }

    private Expression primary() throws QueryRefusedException {
        Token token = in.peek();
        if (token.is("(")) {
            in.next();
            in.deeper();
            Expression inner = conditions.expression();
            in.expect(")");
            in.back();
            return inner;
        }
        if (token.kind() == Kind.NUMBER) {
            return new Expression.Numeral(token.at(), in.number());
        }
        if (token.kind() == Kind.STRING) {
            return new Expression.Text(in.next());
        }
        if (token.is("?")) {
            in.take(Feature.OPTIONAL_FIELDS);
            return field(in.next(), true);
        }
        if (token.is("true") || token.is("false")) {
            return new Expression.Flag(in.next().at(), token.is("true"));
        }
        if (token.is("null")) {
            return new Expression.Null(in.next().at());
        }
        if (!token.isName()) {
            throw token.refuse("expected a field, a value, a function, 'not' or '('");
        }
        in.next();
        return (in.sees("(") || in.sees("~", "(")) && !token.quoted()
                ? call(token, new ArrayList<>())
                : field(token, false);
    }

    private Expression field(Token token, boolean optional) throws QueryRefusedException {
        if (!token.isName() || (!token.quoted() && Keywords.isReserved(token.text()))) {
            throw token.refuse("expected a field");
        }
        boolean marked = token.text().startsWith("$");
        if (marked) {
            in.dialect().require(Feature.VARIABLES, token.at());
        }
        String bare = marked ? token.text().substring(1) : token.text();
        int dot = bare.indexOf('.');
        String head = dot < 0 ? bare : bare.substring(0, dot);
        boolean variable = variables.contains(head);
        if (!variable && dot >= 0 && aliases.contains(head)) {
            throw token.refuse("expected a field of this event; those of other events are not supported yet");
        }
        if (marked && !variable) {
            throw token.refuse("expected a variable of a function around it");
        }
        List<Hop> path = new ArrayList<>();
        if (variable && dot >= 0) {
            members(bare.substring(dot + 1), path);
        }
        String name = variable ? head : events > 0 && bare.equals("events") && in.sees("[") ? ofMatch() : bare;
        while (in.sees("[") && in.peek(1).kind() == Kind.NUMBER && in.peek(2).is("]")) {
            in.dialect().require(Feature.INDEXES, in.next().at());
            path.add(new Hop(in.count(0, 1_000_000), null));
            in.expect("]");
            if (in.peek().isName() && in.peek().text().startsWith(".")) {
                members(in.next().text().substring(1), path);
            }
        }
        return new Expression.Field(token.at(), name, variable, optional, path);
    }

    /** Reads on behind {@code events}: such a field's name is all of {@code events[1].name}. */
    private String ofMatch() throws QueryRefusedException {
        in.dialect().require(Feature.INDEXES, in.expect("[").at());
        int event = in.count(0, events - 1);
        in.expect("]");
        Token member = in.next();
        if (!member.isName() || member.text().length() < 2 || !member.text().startsWith(".")) {
            throw member.refuse("expected '.' and a field");
        }
        return Pipe.EVENTS + event + "]" + member.text();
    }

    private static void members(String dotted, List<Hop> path) {
        for (String member : dotted.split("\\.", -1)) {
            path.add(new Hop(-1, member));
        }
    }

    private Expression call(Token name, List<Expression> arguments) throws QueryRefusedException {
        Function function = function(name);
        boolean anyCase = in.dialect().foldsCase();
        if (in.sees("~")) {
            in.take(Feature.ANY_CASE);
            anyCase = true;
        }
        in.expect("(");
        in.deeper();
        String variable = "";
        if (!in.sees(")")) {
            do {
                if (function.binds() && arguments.size() == 1 && variable.isEmpty()) {
                    variable = variable();
                    variables.push(variable);
                } else {
                    arguments.add(conditions.expression());
                }
            } while (in.accept(",") && !endsList());
        }
        in.expect(")");
        in.back();
        if (!variable.isEmpty()) {
            variables.pop();
        }
        return new Calls(name, function, in.dialect(), anyCase).made(arguments, variable);
    }

    /** Whether a comma stood at the end of a list, where that may be. */
    boolean endsList() {
        return in.sees(")") && in.dialect().has(Feature.LAST_COMMA);
    }

    private Function function(Token name) throws QueryRefusedException {
        Optional<Function> function = Function.of(name.text(), in.dialect());
        if (function.isEmpty()) {
            String near = Function.like(name.text())
                    .map(one -> " '" + one.text() + "'")
                    .orElse("");
            throw name.refuse("expected a function" + near);
        }
        Feature feature = function.get().feature();
        if (feature != null) {
            in.dialect().require(feature, name.at());
        }
        return function.get();
    }

    private String variable() throws QueryRefusedException {
        Token token = in.next();
        boolean marked = token.text().startsWith("$");
        String name = marked ? token.text().substring(1) : token.text();
        if (!token.isName() || name.isEmpty() || name.indexOf('.') >= 0) {
            throw token.refuse("expected the name of a variable");
        }
        in.dialect().require(marked ? Feature.VARIABLES : Feature.BARE_VARIABLES, token.at());
        return name;
    }
}
