package io.cordon.engine.policy;

import java.util.List;
import java.util.Set;

/**
 * Whom a statement is about; what is empty is about all.
 *
 * @param rules ids
 * @param tags in lower case; each stands for those below it too, as {@code attack.t1059} does for {@code attack.t1059.001}
 * @param groups of endpoints
 */
public record Selector(Set<String> rules, Set<String> tags, Set<String> groups) {
    private static final int DEEPEST = 64;

    public Selector {
        rules = Set.copyOf(rules);
        tags = Set.copyOf(tags);
        groups = Set.copyOf(groups);
    }

    boolean selects(String rule, List<String> itsTags, Endpoint endpoint) {
        return (groups.isEmpty() || groups.contains(endpoint.group())) && isAbout(rule, itsTags);
    }

    /** Whether it selects the rule on some endpoint. */
    boolean isAbout(String rule, List<String> itsTags) {
        return (rules.isEmpty() || rules.contains(rule))
                && (tags.isEmpty() || itsTags.stream().anyMatch(this::selects));
    }

    private boolean selects(String itsTag) {
        return tags.stream().anyMatch(tag -> itsTag.equals(tag) || itsTag.startsWith(tag + '.'));
    }

    /** A rule says more than a tag and a tag more than nothing; of tags, one below another says more; within these, a group does. */
    int weight() {
        int what = !rules.isEmpty() ? 2 : !tags.isEmpty() ? 1 : 0;
        return DEEPEST * what + 2 * depth() + (groups.isEmpty() ? 0 : 1);
    }

    private int depth() {
        return rules.isEmpty() ? tags.stream().mapToInt(Selector::dots).min().orElse(0) : 0;
    }

    private static int dots(String tag) {
        return Math.min(DEEPEST / 2 - 1, (int) tag.chars().filter(c -> c == '.').count());
    }
}
