package io.cordon.engine.rule;

import io.cordon.engine.condition.Condition;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A condition that is added to other rules: what it does not fit, they do not find.
 *
 * @param rules the names or ids of the rules, each where it stands, or null for all rules of its log source
 */
record SigmaFilter(@Nullable List<RuleNode> rules, Scope scope, Condition condition) {
    static SigmaFilter read(RuleNode document, Placeholders placeholders) throws RuleRefusedException {
        RuleNode filter = document.require("filter", "rules, searches and a 'condition'");
        RuleNode rules = filter.get("rules");
        Condition condition = SigmaRuleReader.condition(filter, Set.of("rules"), placeholders);
        PrevalenceSplit.requireNone(condition, "a filter", filter::refuse);
        return new SigmaFilter(
                rules == null || rules.isNull() || isAny(rules) ? null : rules.itemsOrSelf(),
                Logsource.scope(document.require("logsource", "that of the rules, or a part of it")),
                condition);
    }

    private static boolean isAny(RuleNode rules) throws RuleRefusedException {
        return rules.isScalar() && rules.text().equals("any");
    }

    /** Whether it goes with a rule: its log source is the rule's, or says less. */
    boolean fits(Rule rule) {
        Scope other = rule.scope();
        return rule.isOfEvents()
                && (scope.product().isEmpty() || scope.product().equals(other.product()))
                && holds(scope.services(), other.services())
                && holds(scope.activities(), other.activities());
    }

    private static <T> boolean holds(Set<T> wider, Set<T> narrower) {
        return wider.isEmpty() || (!narrower.isEmpty() && wider.containsAll(narrower));
    }
}
