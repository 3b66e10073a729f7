package io.cordon.engine.policy;

import java.time.Duration;
import java.util.Set;

/**
 * How many containing commands go out at most.
 *
 * @param per what is counted together
 * @param only of which rules, groups or asset classes, by name; empty for each of them
 * @param commands at most, within any span of {@code within}
 */
public record Budget(Per per, Set<String> only, int commands, Duration within) {
    /** What a budget is for. */
    public enum Per {
        RULE,
        ENDPOINT,
        GROUP,
        /** Endpoints of one criticality. */
        ASSET_CLASS,
        FLEET
    }

    public Budget {
        only = Set.copyOf(only);
    }
}
