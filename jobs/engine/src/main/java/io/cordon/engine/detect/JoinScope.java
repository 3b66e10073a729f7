package io.cordon.engine.detect;

import io.cordon.engine.event.Column;
import io.cordon.engine.event.FieldRef;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Which values mean the same on two endpoints. What does not is only joined with itself on one endpoint. */
final class JoinScope {
    /** Fields whose values an endpoint gives out by itself, and again. */
    private static final Pattern OF_ENDPOINT =
            Pattern.compile("(.*(process_?id|logon_?id|logon\\.id|thread_?id|session_?id)|(.*\\.)?(pid|ppid|tid))");

    /** Values that every endpoint has: accounts of the system, addresses of itself, and what stands for none. */
    private static final Set<String> EVERYWHERE = Set.of(
            "",
            "-",
            "127.0.0.1",
            "::1",
            "0.0.0.0",
            "::",
            "localhost",
            "s-1-5-18",
            "s-1-5-19",
            "s-1-5-20",
            "system",
            "local service",
            "network service",
            "nt authority\\system",
            "nt authority\\local service",
            "nt authority\\network service",
            "root",
            "anonymous logon",
            "nt authority\\anonymous logon");

    private JoinScope() {}

    /** @param value in lower case */
    static boolean joins(FieldRef field, String value) {
        return field.column() != Column.LOGON_ID
                && !EVERYWHERE.contains(value)
                && !OF_ENDPOINT.matcher(field.key().toLowerCase(Locale.ROOT)).matches();
    }
}
