package io.cordon.engine.eql;

import java.util.List;

/** What is known of an expression's value before there is an event; a field may be anything. */
enum Type {
    STRING("a string"),
    NUMBER("a number"),
    BOOLEAN("a condition"),
    ANY("a value");

    private final String text;

    Type(String text) {
        this.text = text;
    }

    boolean fits(Type other) {
        return this == ANY || other == ANY || this == other;
    }

    /** Refuses an expression that can't be of this type. */
    void require(Expression expression) throws QueryRefusedException {
        Type found = of(expression);
        if (!fits(found)) {
            throw new QueryRefusedException(expression.at(), "expected " + text + ", found " + found.text);
        }
    }

    static Type of(Expression expression) {
        if (expression instanceof Expression.Text) {
            return STRING;
        }
        if (expression instanceof Expression.Numeral || expression instanceof Expression.Arithmetic) {
            return NUMBER;
        }
        if (expression instanceof Expression.Field || expression instanceof Expression.Null) {
            return ANY;
        }
        if (expression instanceof Expression.Search search) {
            return search.counts() ? NUMBER : BOOLEAN;
        }
        return expression instanceof Expression.Call call ? call.function().gives() : BOOLEAN;
    }

    /** Whether a field, or what is made of one, is in it. */
    static boolean hasField(Expression expression) {
        if (expression instanceof Expression.Field || expression instanceof Expression.Search) {
            return true;
        }
        if (expression instanceof Expression.Call call) {
            return anyHasField(call.arguments());
        }
        return expression instanceof Expression.Arithmetic one && anyHasField(List.of(one.left(), one.right()));
    }

    private static boolean anyHasField(List<Expression> some) {
        return some.stream().anyMatch(Type::hasField);
    }
}
