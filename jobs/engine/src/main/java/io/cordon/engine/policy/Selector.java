package io.cordon.engine.policy;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whom a statement is about; what is empty is about all.
 *
 * @param rules ids in lower case: a GUID is the same in any case
 * @param tags in lower case; each stands for those below it too, as {@code attack.t1059} does for {@code attack.t1059.001}
 * @param groups of endpoints
 */
public record Selector(Set<String> rules, Set<String> tags, Set<String> groups) {
    static final Selector ALL = new Selector(Set.of(), Set.of(), Set.of());

    private static final int DEEPEST = 64;

    public Selector {
        rules = lower(rules);
        tags = lower(tags);
        groups = Set.copyOf(groups);
    }

    private static Set<String> lower(Set<String> texts) {
        return texts.stream().map(text -> text.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    boolean selects(String rule, List<String> itsTags, Endpoint endpoint) {
        return (groups.isEmpty() || groups.contains(endpoint.group())) && isAbout(rule, itsTags);
    }

    /** Whether it selects the rule on some endpoint. */
    boolean isAbout(String rule, List<String> itsTags) {
        return (rules.isEmpty()
                        || rules.contains(rule.toLowerCase(Locale.ROOT))
                        || itsTags.stream().anyMatch(this::isPart))
                && (tags.isEmpty() || itsTags.stream().anyMatch(this::selects));
    }

    /** Of an attack surface rule each document has an id of its own and the rule's GUID in a tag: the GUID is the whole rule's. */
    private boolean isPart(String itsTag) {
        return itsTag.startsWith(AttackSurfaceRule.TAG)
                && rules.contains(itsTag.substring(AttackSurfaceRule.TAG.length()));
    }

    public boolean isAll() {
        return equals(ALL);
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

    /** Those of it that are of some rules: of none where it is about others; of no rules in particular all. */
    Optional<Selector> of(Set<String> some) {
        Set<String> both = new TreeSet<>(lower(some));
        if (both.isEmpty()) {
            return Optional.of(this);
        }
        if (!rules.isEmpty()) {
            both.retainAll(rules);
        }
        return both.isEmpty() ? Optional.empty() : Optional.of(new Selector(both, tags, groups));
    }

    /** The same for the same, in any JVM; empty for all. */
    @Override
    public String toString() {
        return Stream.of(said("rule", rules), said("tag", tags), said("group", groups))
                .filter(said -> !said.isEmpty())
                .collect(Collectors.joining("; "));
    }

    private static String said(String key, Set<String> values) {
        return values.isEmpty() ? "" : key + ' ' + String.join(", ", new TreeSet<>(values));
    }

    private static int dots(String tag) {
        return Math.min(DEEPEST / 2 - 1, (int) tag.chars().filter(c -> c == '.').count());
    }
}
