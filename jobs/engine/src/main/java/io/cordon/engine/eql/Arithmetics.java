package io.cordon.engine.eql;

import io.cordon.engine.eql.Expression.Operator;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Sums, products and what belongs to them. What has no value where a number is missing, or the divisor is 0. */
final class Arithmetics {
    private static final int MOST_DIGITS = 100;

    private Arithmetics() {}

    static Term of(Operator operator, Term left, Term right) {
        return row -> {
            Object b = right.of(row);
            return Values.each(
                    left.of(row),
                    one -> Values.each(b, other -> computed(operator, Values.number(one), Values.number(other))));
        };
    }

    private static @Nullable BigDecimal computed(Operator operator, @Nullable BigDecimal a, @Nullable BigDecimal b) {
        if (a == null || b == null) {
            return null;
        }
        BigDecimal value = switch (operator) {
            case ADD -> a.add(b);
            case SUBTRACT -> a.subtract(b);
            case MULTIPLY -> a.multiply(b);
            case DIVIDE -> b.signum() == 0 ? null : divided(a, b);
            case MODULO -> b.signum() == 0 ? null : a.remainder(b, MathContext.UNLIMITED);
        };
        return value == null || value.precision() + Math.abs(value.scale()) > MOST_DIGITS ? null : value;
    }

    /** Whole numbers are divided without a rest. */
    private static BigDecimal divided(BigDecimal a, BigDecimal b) {
        return a.scale() <= 0 && b.scale() <= 0
                ? a.divide(b, 0, RoundingMode.DOWN)
                : a.divide(b, MathContext.DECIMAL64);
    }
}
