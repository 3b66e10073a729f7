package io.cordon.engine.eql;

import io.cordon.engine.condition.IpNetwork;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the functions give. Where an argument is missing, so is the value. */
final class Builtins {
    private Builtins() {}

    static Term of(Expression.Call call, List<Term> arguments) {
        boolean anyCase = call.anyCase();
        Term first = arguments.get(0);
        return switch (call.function()) {
            case LENGTH -> row -> length(first.of(row));
            case STRING -> row -> Values.each(first.of(row), Values::text);
            case CONCAT -> row -> concat(arguments, row);
            case NUMBER ->
                row -> {
                    Object base = arguments.size() > 1 ? arguments.get(1).of(row) : null;
                    return Values.each(first.of(row), one -> number(Values.text(one), Values.number(base)));
                };
            case ARRAY_CONTAINS -> row -> contains(arguments, row, anyCase);
            case CIDR_MATCH -> cidrMatch(call, first);
            case STARTS_WITH, ENDS_WITH, STRING_CONTAINS ->
                row -> {
                    Object part = arguments.get(1).of(row);
                    return Values.each(
                            first.of(row),
                            one -> Values.each(part, other -> (Object) stands(
                                    call.function(),
                                    Values.fold(Values.text(one), anyCase),
                                    Values.fold(Values.text(other), anyCase))));
                };
            case SUBSTRING ->
                row -> {
                    Integer from = whole(arguments.get(1).of(row));
                    Object end = arguments.size() > 2 ? arguments.get(2).of(row) : Integer.valueOf(Integer.MAX_VALUE);
                    Integer to = end instanceof Integer all ? all : whole(end);
                    return from == null || to == null
                            ? null
                            : Values.each(first.of(row), one -> substring(Values.text(one), from, to));
                };
            case INDEX_OF ->
                row -> {
                    Object part = arguments.get(1).of(row);
                    Integer from = arguments.size() > 2 ? whole(arguments.get(2).of(row)) : Integer.valueOf(0);
                    return from == null || part == null
                            ? null
                            : Values.each(
                                    first.of(row),
                                    one -> indexOf(
                                            Values.fold(Values.text(one), anyCase),
                                            Values.fold(Values.text(part), anyCase),
                                            from));
                };
            case BETWEEN ->
                row -> {
                    Object left = arguments.get(1).of(row);
                    Object right = arguments.get(2).of(row);
                    boolean greedy = arguments.size() > 3
                            && Boolean.TRUE.equals(
                                    Term.condition(arguments.get(3).of(row)));
                    return left == null || right == null
                            ? null
                            : Values.each(
                                    first.of(row),
                                    one -> between(
                                            Values.text(one), Values.text(left), Values.text(right), greedy, anyCase));
                };
            default -> throw new IllegalArgumentException(call.function().text());
        };
    }

    private static @Nullable Object length(@Nullable Object value) {
        return value == null
                ? null
                : BigDecimal.valueOf(
                        value instanceof List<?> list
                                ? list.size()
                                : Values.text(value).length());
    }

    private static @Nullable Object concat(List<Term> arguments, Row row) {
        StringBuilder text = new StringBuilder();
        for (Term argument : arguments) {
            Object value = argument.of(row);
            if (value == null) {
                return null;
            }
            Values.list(value).forEach(one -> text.append(Values.text(one)));
        }
        return text.toString();
    }

    /** A number as it is written, in a base; {@code 0x} begins one in base 16. */
    private static @Nullable Object number(String written, @Nullable BigDecimal base) {
        String text = written.strip();
        String digits = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
        boolean hex = digits.startsWith("0x") || digits.startsWith("0X");
        int radix = base == null ? (hex ? 16 : 10) : base.intValue();
        if (radix == 10) {
            return Values.number(text);
        }
        digits = hex && radix == 16 ? digits.substring(2) : digits;
        if (digits.isEmpty() || digits.length() > 64 || radix < 2 || radix > 36) {
            return null;
        }
        for (int i = 0; i < digits.length(); i++) {
            if (Character.digit(digits.charAt(i), radix) < 0) {
                return null;
            }
        }
        BigDecimal value = new BigDecimal(new java.math.BigInteger(digits, radix));
        return text.startsWith("-") ? value.negate() : value;
    }

    private static @Nullable Object contains(List<Term> arguments, Row row, boolean anyCase) {
        Object array = arguments.get(0).of(row);
        if (array == null) {
            return null;
        }
        for (Term argument : arguments.subList(1, arguments.size())) {
            Object wanted = argument.of(row);
            for (Object one : Values.list(array)) {
                Integer sign = wanted == null ? null : Values.compared(one, wanted, anyCase);
                if (sign != null && sign == 0) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Term cidrMatch(Expression.Call call, Term address) {
        List<Expression> written = call.arguments().subList(1, call.arguments().size());
        if (written.stream().anyMatch(Expression.Null.class::isInstance)) {
            return row -> null;
        }
        List<IpNetwork> networks = written.stream()
                .map(one -> Objects.requireNonNull(IpNetwork.of(((Expression.Text) one).value())))
                .toList();
        return row -> Values.each(address.of(row), one ->
                (Object) networks.stream().anyMatch(network -> network.contains(Values.text(one))));
    }

    private static boolean stands(Function function, String text, String part) {
        return switch (function) {
            case STARTS_WITH -> text.startsWith(part);
            case ENDS_WITH -> text.endsWith(part);
            default -> !part.isEmpty() && text.contains(part);
        };
    }

    private static @Nullable Integer whole(@Nullable Object value) {
        BigDecimal number = Values.number(value);
        return number == null || number.abs().compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) > 0
                ? null
                : (Integer) number.intValue();
    }

    /** As slices of Python's: what is below 0 counts from the end. */
    private static String substring(String text, int from, int to) {
        int start = Math.max(0, from < 0 ? text.length() + from : from);
        int end = Math.min(text.length(), to < 0 ? text.length() + to : to);
        return start < end ? text.substring(start, end) : "";
    }

    private static @Nullable Object indexOf(String text, String part, int from) {
        int start = Math.max(0, from);
        int found = start > text.length() ? -1 : text.indexOf(part, start);
        return found < 0 ? null : BigDecimal.valueOf(found);
    }

    private static String between(String text, String left, String right, boolean greedy, boolean anyCase) {
        String where = Values.fold(text, anyCase);
        String before = Values.fold(left, anyCase);
        String after = Values.fold(right, anyCase);
        int start = where.indexOf(before);
        if (text.isEmpty() || start < 0 || where.length() != text.length()) {
            return "";
        }
        int from = start + before.length();
        int to = greedy ? where.lastIndexOf(after) : where.indexOf(after, from);
        return to < from ? "" : text.substring(from, to);
    }
}
