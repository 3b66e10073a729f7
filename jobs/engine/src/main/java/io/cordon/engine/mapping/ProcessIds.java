package io.cordon.engine.mapping;

import io.cordon.engine.event.EndpointEvent;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the ids of processes in the forms in which sources write them. */
final class ProcessIds {
    private static final String NIL = "00000000-0000-0000-0000-000000000000";

    private ProcessIds() {}

    /** A pid in decimal or, as Security writes it, in hex; {@link EndpointEvent#ABSENT} where there is none. */
    static long pid(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return EndpointEvent.ABSENT;
        }
        try {
            return text.startsWith("0x") || text.startsWith("0X")
                    ? Long.parseLong(text.substring(2), 16)
                    : Long.parseLong(text);
        } catch (NumberFormatException e) {
            return EndpointEvent.ABSENT;
        }
    }

    /** A sensor's id without braces and in lower case, or null where it is missing or nil. */
    static @Nullable String entity(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        String bare = text.charAt(0) == '{' && text.endsWith("}") ? text.substring(1, text.length() - 1) : text;
        return bare.isEmpty() || bare.equals(NIL) || bare.equals("-") ? null : bare.toLowerCase(Locale.ROOT);
    }
}
