package io.cordon.engine.rule;

import io.cordon.engine.condition.Condition;
import io.cordon.engine.rule.Rule.Language;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads one Sigma 2.1 rule that judges single events. */
final class SigmaRuleReader {
    private SigmaRuleReader() {}

    static Rule read(RuleDraft draft, Placeholders placeholders) throws RuleRefusedException {
        RuleNode document = draft.node();
        RuleHead head = RuleHead.read(draft, "cordon");
        Scope scope = Logsource.scope(document.require("logsource", "category, product or service"));
        RuleNode detection = document.require("detection", "search identifiers and a 'condition'");
        PrevalenceSplit split = PrevalenceSplit.of(condition(detection, Set.of(), placeholders), detection::refuse);
        return head.rule(Language.SIGMA, draft.mode())
                .looking(scope, split.ofEvent())
                .asking(split.ofMemory());
    }

    /**
     * Reads searches and what is asked of them.
     *
     * @param foreign keys that stand beside them and are no searches
     */
    static Condition condition(RuleNode detection, Set<String> foreign, Placeholders placeholders)
            throws RuleRefusedException {
        SigmaDetection reader = new SigmaDetection(placeholders);
        Map<String, Condition> searches = new LinkedHashMap<>();
        for (RuleNode.Entry entry : detection.entries()) {
            if (entry.name().equals("timeframe")) {
                throw entry.key().refuse("expected no 'timeframe'; what spans events is a correlation of its own");
            }
            if (!entry.name().equals("condition") && !foreign.contains(entry.name())) {
                searches.put(entry.name(), reader.read(entry.value()));
            }
        }
        RuleNode conditions = detection.require("condition", "which searches must hold");
        List<Condition> any = new ArrayList<>();
        for (RuleNode condition : conditions.itemsOrSelf()) {
            any.add(new SigmaCondition(condition, searches).read());
        }
        if (any.isEmpty()) {
            throw conditions.refuse("expected at least one condition");
        }
        return any.size() == 1 ? any.get(0) : new Condition.Any(any);
    }
}
