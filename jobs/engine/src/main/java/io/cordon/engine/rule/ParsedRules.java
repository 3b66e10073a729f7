package io.cordon.engine.rule;

import java.util.List;

/** What a rule file holds: the rules that could be read, each with its own text, and the errors of those that could not. */
public record ParsedRules(List<Sourced> rules, List<RuleError> errors) {
    public ParsedRules {
        rules = List.copyOf(rules);
        errors = List.copyOf(errors);
    }

    /** A rule and the text that it was read from. */
    public record Sourced(Rule rule, String text) {}
}
