package io.cordon.engine.rule;

import io.cordon.engine.condition.Condition;
import io.cordon.engine.condition.Predicate;
import io.cordon.engine.event.FieldCatalogue;
import io.cordon.engine.event.FieldRef;
import java.util.ArrayList;
import java.util.List;

/** Reads what stands under one search identifier: maps are joined by and, lists by or. */
final class SigmaDetection {
    private SigmaDetection() {}

    static Condition read(RuleNode node) throws RuleRefusedException {
        if (node.isMapping()) {
            List<Condition> all = new ArrayList<>();
            for (RuleNode.Entry entry : node.entries()) {
                all.add(item(entry));
            }
            return one(all, true);
        }
        List<Condition> any = new ArrayList<>();
        for (RuleNode item : node.itemsOrSelf()) {
            any.add(item.isMapping() ? read(item) : keyword(item));
        }
        return one(any, false);
    }

    private static Condition keyword(RuleNode value) throws RuleRefusedException {
        List<Predicate.Piece> pattern = new ArrayList<>();
        pattern.add(new Predicate.Piece.Any());
        pattern.addAll(SigmaPattern.read(value.text()));
        pattern.add(new Predicate.Piece.Any());
        return new Condition.Keyword(new Predicate.Text(SigmaPattern.tidy(pattern), false));
    }

    private static Condition item(RuleNode.Entry entry) throws RuleRefusedException {
        String[] parts = entry.name().split("\\|", -1);
        SigmaModifiers modifiers =
                SigmaModifiers.read(entry.key(), List.of(parts).subList(1, parts.length));
        List<Condition> conditions = new ArrayList<>();
        for (RuleNode value : entry.value().itemsOrSelf()) {
            List<Condition> forms = new ArrayList<>();
            if (parts[0].isEmpty()) {
                forms.add(keyword(value));
            } else {
                FieldRef field = FieldCatalogue.builtIn().resolve(parts[0]);
                for (Predicate predicate : modifiers.predicates(value)) {
                    forms.add(new Condition.Test(field, predicate));
                }
                if (value.isNull() && !modifiers.exists()) {
                    forms.clear();
                    forms.add(new Condition.Not(new Condition.Test(field, new Predicate.Exists())));
                }
                if (modifiers.exists() && !Boolean.parseBoolean(value.text())) {
                    forms.set(0, new Condition.Not(forms.get(0)));
                }
            }
            conditions.add(one(forms, false));
        }
        Condition joined = one(conditions, modifiers.all());
        return modifiers.negated() ? new Condition.Not(joined) : joined;
    }

    private static Condition one(List<Condition> parts, boolean all) {
        if (parts.size() == 1) {
            return parts.get(0);
        }
        return all ? new Condition.All(parts) : new Condition.Any(parts);
    }
}
