package io.cordon.engine.hunt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values of EQL as JSON. */
final class Shown {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Shown() {}

    static JsonNode of(@Nullable Object value) {
        if (value == null) {
            return JSON.nullNode();
        }
        if (value instanceof JsonNode node) {
            return node;
        }
        if (value instanceof Boolean flag) {
            return JSON.booleanNode(flag);
        }
        if (value instanceof BigDecimal number) {
            boolean isWhole = number.stripTrailingZeros().scale() <= 0;
            return isWhole ? JSON.numberNode(number.toBigInteger()) : JSON.numberNode(number);
        }
        if (value instanceof List<?> list) {
            ArrayNode array = JSON.arrayNode();
            list.forEach(one -> array.add(of(one)));
            return array;
        }
        return JSON.textNode(value.toString());
    }
}
