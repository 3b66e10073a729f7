package io.cordon.engine.match;

import io.cordon.engine.condition.Anchor;
import io.cordon.engine.condition.Condition;
import io.cordon.engine.event.Activity;
import io.cordon.engine.event.FieldRef;
import io.cordon.engine.rule.Rule;
import io.cordon.engine.rule.Rule.Mode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Compiles rules of either language to one matcher.
 *
 * <p>A predicate that several rules share is one node, evaluated once per event; a field's text is read and folded once per
 * event; an event meets only the rules whose logsource is its own, and of these only those of which a necessary text was found
 * in it ({@link Probe}).
 */
public final class RuleCompiler {
    private final Map<FieldRef, Integer> fields = new LinkedHashMap<>();
    private final Map<Condition, Node> pooled = new HashMap<>();
    private final Map<Long, Anchor> anchors = new LinkedHashMap<>();
    private int memos;

    private RuleCompiler() {}

    /** Rules whose mode is off are left out. */
    public static CompiledRules compile(String setId, List<Rule> rules) {
        return new RuleCompiler().run(setId, rules);
    }

    private CompiledRules run(String setId, List<Rule> rules) {
        Map<Activity, List<IndexedRules.AnchorEntry>> anchorsByActivity = new EnumMap<>(Activity.class);
        Map<String, IndexedRules.Entry> byId = new LinkedHashMap<>();
        for (Rule rule : rules) {
            if (rule.mode() == Mode.OFF) {
                continue;
            }
            IndexedRules.Entry entry = new IndexedRules.Entry(rule, node(rule.condition()), probes(rule));
            byId.put(rule.id(), entry);
        }
        for (Anchor anchor : List.copyOf(anchors.values())) {
            IndexedRules.AnchorEntry entry = new IndexedRules.AnchorEntry(anchor, node(anchor.condition()));
            for (Activity activity : Activity.values()) {
                if (mayHappen(anchor.condition(), activity)) {
                    anchorsByActivity
                            .computeIfAbsent(activity, any -> new ArrayList<>())
                            .add(entry);
                }
            }
        }
        return new IndexedRules(
                setId, byId, List.copyOf(anchors.values()), anchorsByActivity, List.copyOf(fields.keySet()), memos);
    }

    private List<IndexedRules.SlotProbe> probes(Rule rule) {
        return Probe.of(rule.condition()).stream()
                .map(probe -> new IndexedRules.SlotProbe(
                        probe.field() == null ? IndexedRules.SlotProbe.EVERY : slot(probe.field()), probe.text()))
                .toList();
    }

    private static boolean mayHappen(Condition condition, Activity activity) {
        if (condition instanceof Condition.Happened happened) {
            return happened.activities().contains(activity);
        }
        return !(condition instanceof Condition.All all)
                || all.parts().stream().allMatch(part -> mayHappen(part, activity));
    }

    private Node node(Condition condition) {
        Node known = pooled.get(condition);
        if (known != null) {
            return known;
        }
        Node made = make(condition);
        pooled.put(condition, made);
        return made;
    }

    private Node make(Condition condition) {
        if (condition instanceof Condition.All all) {
            return new Node.All(nodes(all.parts()));
        }
        if (condition instanceof Condition.Any any) {
            return new Node.Any(nodes(any.parts()));
        }
        if (condition instanceof Condition.AtLeast some) {
            return new Node.AtLeast(some.count(), nodes(some.parts()));
        }
        if (condition instanceof Condition.Not not) {
            return new Node.Not(node(not.part()));
        }
        if (condition instanceof Condition.Happened happened) {
            return new Node.Happened(happened.activities());
        }
        if (condition instanceof Condition.Keyword keyword) {
            return new Node.Keyword(memos++, TextTest.of(keyword.predicate()));
        }
        if (condition instanceof Condition.DescendantOf descendant) {
            anchors.putIfAbsent(descendant.anchor().id(), descendant.anchor());
            node(descendant.anchor().condition()); // an anchor may itself rest on an ancestor
            return new Node.DescendantOf(descendant.anchor().id());
        }
        Condition.Test test = (Condition.Test) condition;
        return Node.test(memos++, slot(test.field()), test.predicate(), this::slot);
    }

    private List<Node> nodes(List<Condition> parts) {
        return parts.stream().map(this::node).toList();
    }

    private int slot(FieldRef field) {
        return fields.computeIfAbsent(field, any -> fields.size());
    }
}
