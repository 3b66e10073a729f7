package io.cordon.engine.response;

import io.cordon.engine.policy.Policy.Ruling;
import io.cordon.engine.rule.Response.Action;
import java.time.Duration;

/** How long what is ordered holds; it ends by itself, at the agent too. */
final class Leases {
    private Leases() {}

    /** What policy says; where one of its statements leaves it at the usual, the shorter of both. */
    static Duration duration(Action action, Ruling ruling) {
        Duration wanted = ruling.duration();
        if (wanted == null) {
            return usual(action);
        }
        return ruling.isUsualToo() && usual(action).compareTo(wanted) < 0 ? usual(action) : wanted;
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
