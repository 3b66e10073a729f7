package io.cordon.engine.policy;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How many containing commands go out at most.
 *
 * @param of what it is about: of a statement's budget what the statement is about
 * @param per what is counted together
 * @param only of which rules, groups or asset classes, by name; empty for each of them
 * @param commands at most, within any span of {@code within}
 */
public record Budget(Selector of, Per per, Set<String> only, int commands, Duration within) {
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
        only = per == Per.RULE
                ? only.stream().map(rule -> rule.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet())
                : Set.copyOf(only);
    }

    /**
     * Whether it holds for an order upon what a rule found on an endpoint.
     *
     * @param counted the rule, endpoint, group or asset class with which the order is counted
     */
    public boolean holdsFor(String rule, List<String> tags, Endpoint endpoint, String counted) {
        String name = per == Per.RULE ? counted.toLowerCase(Locale.ROOT) : counted;
        return of.selects(rule, tags, endpoint) && (only.isEmpty() || only.contains(name));
    }
}
