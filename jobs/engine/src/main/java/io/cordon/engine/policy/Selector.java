package io.cordon.engine.policy;

import java.util.List;
import java.util.Set;

/**
 * Whom a statement is about; what is empty is about all.
 *
 * @param rules ids
 * @param tags in lower case
 * @param groups of endpoints
 */
public record Selector(Set<String> rules, Set<String> tags, Set<String> groups) {
    public Selector {
        rules = Set.copyOf(rules);
        tags = Set.copyOf(tags);
        groups = Set.copyOf(groups);
    }

    boolean selects(String rule, List<String> itsTags, Endpoint endpoint) {
        return (groups.isEmpty() || groups.contains(endpoint.group()))
                && (rules.isEmpty() || rules.contains(rule))
                && (tags.isEmpty() || itsTags.stream().anyMatch(tags::contains));
    }

    /** A rule says more than a tag and a tag more than nothing; within these, a group says more than all endpoints. */
    int weight() {
        int what = !rules.isEmpty() ? 2 : !tags.isEmpty() ? 1 : 0;
        return 2 * what + (groups.isEmpty() ? 0 : 1);
    }
}
