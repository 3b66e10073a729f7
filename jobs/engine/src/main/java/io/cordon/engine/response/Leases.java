package io.cordon.engine.response;

import io.cordon.engine.rule.Response.Action;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long what is ordered holds; it ends by itself, at the agent too. */
final class Leases {
    private Leases() {}

    /** @param wanted what policy says, or null for the usual */
    static Duration duration(Action action, @Nullable Duration wanted) {
        return wanted != null ? wanted : usual(action);
    }

    private static Duration usual(Action action) {
        return switch (action) {
            case SUSPEND -> Duration.ofMinutes(15);
            case ISOLATE, ISOLATE_SELECTIVE -> Duration.ofHours(4);
            case DENY_HASH, CONTAIN_USER, CONTAIN_ADDRESS -> Duration.ofHours(24);
            default -> throw new IllegalArgumentException(action + " is done once");
        };
    }
}
