package io.cordon.engine.eql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An expression made ready to be computed: a String, BigDecimal, Boolean, List, JSON object, or null. */
interface Term {
    @Nullable
    Object of(Row row);

    static @Nullable Boolean condition(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return Values.any(list, Term::condition);
        }
        if (value instanceof Boolean flag) {
            return flag;
        }
        boolean isFlag = value instanceof String text && isFlag(text);
        return isFlag ? Boolean.valueOf(String.valueOf(value)) : null;
    }

    private static boolean isFlag(String text) {
        return "true".equalsIgnoreCase(text) || "false".equalsIgnoreCase(text);
    }
}
