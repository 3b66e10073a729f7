package io.cordon.engine.rule;

import io.cordon.engine.condition.Condition;
import io.cordon.engine.condition.Predicate;
import io.cordon.engine.condition.Predicate.Place;
import io.cordon.engine.event.FieldCatalogue;
import io.cordon.engine.event.FieldRef;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads what stands under one search identifier: maps are joined by and, lists by or. */
final class SigmaDetection {
    private final Placeholders placeholders;

    SigmaDetection(Placeholders placeholders) {
        this.placeholders = placeholders;
    }

    Condition read(RuleNode node) throws RuleRefusedException {
        if (node.isMapping()) {
            List<Condition> all = new ArrayList<>();
            for (RuleNode.Entry entry : node.entries()) {
                all.add(item(entry));
            }
            return joined(some(all, node), true);
        }
        List<Condition> any = new ArrayList<>();
        for (RuleNode item : node.itemsOrSelf()) {
            any.add(item.isMapping() ? read(item) : keyword(item));
        }
        return joined(some(any, node), false);
    }

    private static Condition keyword(RuleNode value) throws RuleRefusedException {
        if (value.isNull()) {
            throw value.refuse("expected a field with a value, or a word to look for");
        }
        List<Predicate.Piece> pattern = new ArrayList<>();
        pattern.add(new Predicate.Piece.Any());
        pattern.addAll(SigmaPattern.read(value.text()));
        pattern.add(new Predicate.Piece.Any());
        return new Condition.Keyword(new Predicate.Text(SigmaPattern.tidy(pattern), false));
    }

    private Condition item(RuleNode.Entry entry) throws RuleRefusedException {
        String name = entry.key().text();
        int bar = name.indexOf('|');
        String field = bar < 0 ? name : name.substring(0, bar);
        SigmaModifiers modifiers = SigmaModifiers.read(entry.key(), field.isEmpty() ? Place.ANYWHERE : Place.WHOLE);
        if (field.isEmpty() && !modifiers.fitsKeywords()) {
            throw entry.key().refuse("expected a field before '|'");
        }
        List<RuleNode> values = entry.value().itemsOrSelf();
        if (modifiers.all() && values.size() == 1) {
            throw entry.key().refuse("expected several values: 'all' goes with no single one");
        }
        List<Condition> conditions = new ArrayList<>();
        for (RuleNode value : values) {
            if (value.isNull() && values.size() > 1) {
                throw value.refuse("expected a value: null stands alone, in no list");
            }
            conditions.add(field.isEmpty() ? anywhere(modifiers, value) : of(field, modifiers, value));
        }
        Condition condition = joined(some(conditions, entry.value()), modifiers.all());
        return modifiers.negated() ? new Condition.Not(condition) : condition;
    }

    private Condition anywhere(SigmaModifiers modifiers, RuleNode value) throws RuleRefusedException {
        return joined(
                modifiers.predicates(value, placeholders).stream()
                        .<Condition>map(Condition.Keyword::new)
                        .toList(),
                false);
    }

    private Condition of(String name, SigmaModifiers modifiers, RuleNode value) throws RuleRefusedException {
        FieldRef field = FieldCatalogue.builtIn().resolve(name);
        Condition present = new Condition.Test(field, new Predicate.Exists());
        if (modifiers.exists()) {
            if (!value.node().getTag().equals(Tag.BOOL)) {
                throw value.refuse("expected true or false");
            }
            return Boolean.parseBoolean(value.text()) ? present : new Condition.Not(present);
        }
        if (value.isNull()) {
            if (!modifiers.fitsNull()) {
                throw value.refuse("expected a value: null goes with no modifier but all and neq");
            }
            return new Condition.Not(present);
        }
        return joined(
                modifiers.predicates(value, placeholders).stream()
                        .<Condition>map(one -> new Condition.Test(field, one))
                        .toList(),
                false);
    }

    private static List<Condition> some(List<Condition> parts, RuleNode where) throws RuleRefusedException {
        if (parts.isEmpty()) {
            throw where.refuse("expected at least one value");
        }
        return parts;
    }

    private static Condition joined(List<Condition> parts, boolean all) {
        if (parts.size() == 1) {
            return parts.get(0);
        }
        return all ? new Condition.All(parts) : new Condition.Any(parts);
    }
}
