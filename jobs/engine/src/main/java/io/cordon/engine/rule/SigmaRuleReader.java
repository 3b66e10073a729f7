package io.cordon.engine.rule;

import io.cordon.engine.condition.Condition;
import io.cordon.engine.rule.Rule.Language;
import io.cordon.engine.rule.Rule.Mode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads one Sigma 2.1 rule that judges single events. */
final class SigmaRuleReader {
    private SigmaRuleReader() {}

    static Rule read(RuleNode document, String own, Mode mode) throws RuleRefusedException {
        RuleHead head = RuleHead.read(document, own, "cordon");
        Scope scope = Logsource.scope(document.require("logsource", "category, product or service"));
        RuleNode detection = document.require("detection", "search identifiers and a 'condition'");
        Map<String, Condition> searches = new LinkedHashMap<>();
        for (RuleNode.Entry entry : detection.entries()) {
            if (entry.name().equals("timeframe")) {
                throw entry.key().refuse("expected no 'timeframe'; what spans events is a correlation of its own");
            }
            if (!entry.name().equals("condition")) {
                searches.put(entry.name(), SigmaDetection.read(entry.value()));
            }
        }
        RuleNode conditions = detection.require("condition", "which searches must hold");
        List<Condition> any = new ArrayList<>();
        for (RuleNode condition : conditions.itemsOrSelf()) {
            any.add(new SigmaCondition(condition, searches).read());
        }
        return new Rule(
                head.id(),
                head.title(),
                Language.SIGMA,
                head.hash(),
                head.level(),
                mode,
                head.tactics(),
                head.techniques(),
                scope,
                any.size() == 1 ? any.get(0) : new Condition.Any(any),
                head.response());
    }
}
