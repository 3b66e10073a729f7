package io.cordon.engine.rule;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rules that are in force together. */
public final class RuleSet {
    /** How many correlations may stand on top of each other. */
    public static final int MOST_LEVELS = 3;

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

    /** The rule of that id, or null. */
    public @Nullable Rule rule(String rule) {
        return byId.get(rule);
    }
}
