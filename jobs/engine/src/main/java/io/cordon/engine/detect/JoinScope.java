package io.cordon.engine.detect;

import io.cordon.engine.event.Column;
import io.cordon.engine.event.FieldRef;
import io.cordon.engine.rule.Keys.Reach;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which values mean the same on two endpoints. What does not is only joined with itself on one endpoint. */
final class JoinScope {
    /** Fields whose values an endpoint gives out by itself, and again. */
    private static final Pattern OF_ENDPOINT =
            Pattern.compile("(.*(process_?id|logon_?id|logon\\.id|thread_?id|session_?id)|(.*\\.)?(pid|ppid|tid))");

    /** Fields of processes, whose ids a sensor may give out again on another endpoint. */
    private static final Pattern OF_PROCESS = Pattern.compile(".*(entity_?id|process_?guid)");

    /** Fields that say which endpoint it is. */
    private static final Set<String> NAMES_ENDPOINT = Set.of("host.id", "host.name", "host.hostname", "agent.id");

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

    private final String endpoint;
    private boolean isOfEndpoint;
    private boolean saysEndpoint;
    private boolean namesEndpoint;
    private boolean joins = true;
    private boolean isEverywhere;
    private int values;
    private int missing;

    JoinScope(String endpoint) {
        this.endpoint = endpoint;
    }

    /** How far a key joins. */
    enum Far {
        FLEET,
        ENDPOINT,
        /** It is a value that every endpoint has, and is asked for over all of them. */
        NOWHERE
    }

    /**
     * Takes in a value of the key.
     *
     * @param field that it is, or null where it is computed
     * @param value in lower case, or null where the event lacks it
     */
    void take(@Nullable FieldRef field, @Nullable String value) {
        values++;
        missing += value == null ? 1 : 0;
        String name = field == null ? "" : field.key().toLowerCase(Locale.ROOT);
        boolean isOwn = field != null
                && (field.column() == Column.LOGON_ID
                        || OF_ENDPOINT.matcher(name).matches());
        saysEndpoint |= endpoint.equals(value);
        namesEndpoint |= NAMES_ENDPOINT.contains(name);
        isOfEndpoint |= isOwn || OF_PROCESS.matcher(name).matches();
        isEverywhere |= value != null && EVERYWHERE.contains(value);
        joins &= !isOwn && value != null && !EVERYWHERE.contains(value);
    }

    Far of(Reach reach) {
        return switch (reach) {
            case ENDPOINT -> Far.ENDPOINT;
            case BY_VALUE -> joins || saysEndpoint ? Far.FLEET : Far.ENDPOINT;
            case BY_FIELD -> isOfEndpoint ? Far.ENDPOINT : overFleet();
            case FLEET -> overFleet();
        };
    }

    /** A value that every endpoint has would join strangers, and so would none at all where some are asked for. */
    private Far overFleet() {
        boolean joinsStrangers = isEverywhere || (values > 0 && missing == values);
        return saysEndpoint || namesEndpoint || !joinsStrangers ? Far.FLEET : Far.NOWHERE;
    }
}
