package io.cordon.engine.eql;

import io.cordon.engine.condition.Predicate.Order;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The syntax tree of an expression; each node knows where it begins. */
public sealed interface Expression {
    Position at();

    /** A string, with its token for places in it. */
    record Text(Token token) implements Expression {
        @Override
        public Position at() {
            return token.at();
        }

        String value() {
            return token.text();
        }
    }

    record Numeral(Position at, BigDecimal value) implements Expression {}

    record Flag(Position at, boolean value) implements Expression {}

    record Null(Position at) implements Expression {}

    /**
     * A field, or a part of a list or an object in it.
     *
     * @param variable whether the name is that of a variable
     * @param path what of it is meant: an index or a member, one after the other
     */
    record Field(Position at, String name, boolean variable, boolean optional, List<Hop> path) implements Expression {
        public Field {
            path = List.copyOf(path);
        }
    }

    /** A step into a value: by index where there is no member. */
    record Hop(int index, @Nullable String member) {}

    record Call(Position at, Function function, boolean anyCase, List<Expression> arguments) implements Expression {
        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    /** How many elements of a list satisfy a condition on a variable, or whether one does. */
    record Search(Position at, boolean counts, Expression array, String variable, Expression body)
            implements Expression {}

    record Arithmetic(Position at, Operator operator, Expression left, Expression right) implements Expression {}

    enum Operator {
        ADD("+"),
        SUBTRACT("-"),
        MULTIPLY("*"),
        DIVIDE("/"),
        MODULO("%");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        String sign() {
            return sign;
        }
    }

    /** Whether two values are equal. */
    record Equal(Position at, Expression left, Expression right, boolean anyCase) implements Expression {}

    record Ordered(Position at, Order order, Expression left, Expression right, boolean anyCase)
            implements Expression {}

    record Absent(Position at, Expression value) implements Expression {}

    /** Whether a value fits one of some patterns. */
    record Fits(Position at, Patterns patterns, Expression value, List<Text> list, boolean anyCase)
            implements Expression {
        public Fits {
            list = List.copyOf(list);
        }
    }

    /** What the strings of a comparison are. */
    enum Patterns {
        /** With {@code *} and {@code ?}. */
        WILDCARDS,
        /** With {@code *} alone. */
        STARS,
        /** Regular expressions of the whole text. */
        REGEX,
        /** Regular expressions of its beginning. */
        REGEX_START,
        PREFIX,
        SUFFIX,
        PART
    }

    record All(Position at, List<Expression> parts) implements Expression {
        public All {
            parts = List.copyOf(parts);
        }
    }

    record Any(Position at, List<Expression> parts) implements Expression {
        public Any {
            parts = List.copyOf(parts);
        }
    }

    record Not(Position at, Expression part) implements Expression {}

    /** Whether the acting process, its parent or an ancestor satisfied a query. */
    record Kindred(Position at, Relation relation, EventQuery query) implements Expression {}

    enum Relation {
        EVENT_OF,
        CHILD_OF,
        DESCENDANT_OF
    }
}
