package io.cordon.engine.rule;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rules that are in force together. */
public final class RuleSet {
    public static final RuleSet NONE = new RuleSet("", List.of());

    private final String id;
    private final Map<String, Rule> byId = new LinkedHashMap<>();

    public RuleSet(String id, List<Rule> rules) {
        this.id = id;
        rules.forEach(rule -> byId.put(rule.id(), rule));
    }

    public String id() {
        return id;
    }

    public List<Rule> rules() {
        return List.copyOf(byId.values());
    }

    /** How many correlations stand on top of each other up to a rule, itself included: 0 for one that judges events. */
    public int level(String rule) {
        Rule found = byId.get(rule);
        if (found == null || found.correlation() == null) {
            return 0;
        }
        return 1
                + found.correlation().rules().stream()
                        .mapToInt(this::level)
                        .max()
                        .orElse(0);
    }

    /** The rule of that id, or null. */
    public @Nullable Rule rule(String rule) {
        return byId.get(rule);
    }
}
