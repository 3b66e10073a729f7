package io.cordon.engine.eql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cordon.engine.event.MultiValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The values of expressions. What is done to a list is done to each of its elements. */
final class Values {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?([0-9]{1,40}[.]?[0-9]{0,40}|[.][0-9]{1,40})([eE][+-]?[0-9]{1,2})?");

    private Values() {}

    /** The value of a field's text: a string, or a list of what it holds. */
    static @Nullable Object of(@Nullable String text) {
        return text == null || !MultiValue.is(text)
                ? text
                : MultiValue.values(text).stream().map(Values::element).toList();
    }

    /** An element of a list; one that is an object or a list comes as its JSON. */
    static Object element(String text) {
        if (!text.startsWith("{") && !text.startsWith("[")) {
            return text;
        }
        try {
            Object value = of(JSON.readTree(text));
            return value == null ? text : value;
        } catch (JsonProcessingException e) {
            return text;
        }
    }

    private static @Nullable Object of(@Nullable JsonNode node) {
        if (node == null || node.isNull() || node.isMissingNode()) {
            return null;
        }
        if (node.isArray()) {
            List<Object> list = new ArrayList<>();
            node.forEach(one -> {
                Object value = of(one);
                if (value != null) {
                    list.add(value);
                }
            });
            return list;
        }
        return node.isObject()
                ? node
                : node.isNumber()
                        ? node.decimalValue()
                        : node.isBoolean() ? (Object) node.booleanValue() : node.asText();
    }

    /** What stands at an index of a list or under a name of an object. */
    static @Nullable Object hop(@Nullable Object value, Expression.Hop hop) {
        Object from = value instanceof String text ? element(text) : value;
        if (hop.member() == null) {
            List<?> list = list(from);
            return hop.index() < list.size() ? list.get(hop.index()) : null;
        }
        if (from instanceof List<?> list) {
            return each(list, one -> hop(one, hop));
        }
        return from instanceof JsonNode node ? of(member(node, hop.member())) : null;
    }

    private static @Nullable JsonNode member(JsonNode node, String name) {
        return node.get(name);
    }

    /** A list's elements, a value as the only one, nothing for null. */
    static List<?> list(@Nullable Object value) {
        return value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
    }

    /** What a function makes of a value, or of each element of a list. */
    static @Nullable Object each(@Nullable Object value, Function<Object, @Nullable Object> function) {
        if (!(value instanceof List<?> list)) {
            return value == null ? null : function.apply(value);
        }
        List<Object> made = new ArrayList<>();
        for (Object one : list) {
            Object result = each(one, function);
            if (result != null) {
                made.addAll(list(result));
            }
        }
        return made.isEmpty() ? null : made;
    }

    /** Whether something holds of one of them; null where nothing is known. */
    static @Nullable Boolean any(List<?> list, Function<@Nullable Object, @Nullable Boolean> holds) {
        Boolean found = null;
        for (Object one : list) {
            Boolean here = holds.apply(one);
            if (here != null && here) {
                return true;
            }
            found = here == null ? found : here;
        }
        return found;
    }

    static @Nullable BigDecimal number(@Nullable Object value) {
        if (value instanceof BigDecimal number) {
            return number;
        }
        return value instanceof String text && NUMBER.matcher(text).matches() ? new BigDecimal(text) : null;
    }

    static String text(Object value) {
        return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    }

    /** The sign of the difference of two values; null where they can't be compared. */
    static @Nullable Integer compared(Object left, Object right, boolean anyCase) {
        if (left instanceof BigDecimal || right instanceof BigDecimal) {
            BigDecimal a = number(left);
            BigDecimal b = number(right);
            return a == null || b == null ? null : (Integer) a.compareTo(b);
        }
        boolean folds = anyCase || left instanceof Boolean || right instanceof Boolean;
        return fold(text(left), folds).compareTo(fold(text(right), folds));
    }

    static String fold(String text, boolean anyCase) {
        return anyCase ? text.toLowerCase(Locale.ROOT) : text;
    }
}
