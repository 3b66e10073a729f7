package io.cordon.engine.match;

import io.cordon.engine.condition.Anchor;
import io.cordon.engine.condition.Condition;
import io.cordon.engine.condition.Predicate;
import io.cordon.engine.event.FieldRef;
import io.cordon.engine.rule.Rule;
import io.cordon.engine.rule.Rule.Mode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Compiles rules of either language to one matcher.
 *
 * <p>What several rules ask of a field is one leaf; one pass over the field's text answers all leaves ({@link FieldIndex}); an
 * event meets only the rules of its source ({@link Sources}), and of these only those of which a necessary leaf was found in
 * it ({@link RuleIndex}).
 */
public final class RuleCompiler {
    private final Map<FieldRef, Integer> fields = new LinkedHashMap<>();
    private final Map<Condition, Node> pooled = new HashMap<>();
    private final Map<Long, Anchor> anchors = new LinkedHashMap<>();
    private int leaves;

    private RuleCompiler() {}

    /** Rules whose mode is off are left out. */
    public static CompiledRules compile(String setId, List<Rule> rules) {
        return new RuleCompiler().run(setId, rules, false);
    }

    /** The same rules judged one by one, all those of the event's source: what matching costs without an index. */
    public static CompiledRules compileWithoutIndex(String setId, List<Rule> rules) {
        return new RuleCompiler().run(setId, rules, true);
    }

    /** What the matcher waits for before it looks at a condition; nothing where it looks at every event of the log source. */
    static List<Condition> needs(Condition condition) {
        RuleCompiler compiler = new RuleCompiler();
        List<Node.Leaf> needs = Needs.of(compiler.node(condition));
        return needs == null
                ? List.of()
                : compiler.pooled.entrySet().stream()
                        .filter(entry -> entry.getValue() instanceof Node.Leaf leaf && needs.contains(leaf))
                        .map(Map.Entry::getKey)
                        .toList();
    }

    private CompiledRules run(String setId, List<Rule> rules, boolean oneByOne) {
        Map<String, Rule> byId = new LinkedHashMap<>();
        for (Rule rule : rules) {
            if (rule.mode() != Mode.OFF) {
                byId.put(rule.id(), rule);
            }
        }
        List<IndexedRules.Entry> entries = new ArrayList<>();
        byId.values().forEach(rule -> entries.add(new IndexedRules.Entry(rule, node(rule.condition()))));
        List<IndexedRules.AnchorEntry> anchorEntries = new ArrayList<>();
        List.copyOf(anchors.values())
                .forEach(anchor -> anchorEntries.add(new IndexedRules.AnchorEntry(anchor, node(anchor.condition()))));

        RuleIndex.Layout layout = new RuleIndex.Layout(fields.size() + 1, oneByOne);
        Sources sources = Sources.of(entries, layout);
        RuleIndex[] anchorsByActivity = Sources.ofAnchors(anchorEntries, layout);
        Scratch.Sizes sizes =
                new Scratch.Sizes(leaves, Math.max(entries.size(), anchorEntries.size()), layout.fieldIndexes());
        HitTable hits = layout.hits.build();
        List<FieldRef> inOrder = List.copyOf(fields.keySet());
        return new IndexedRules(
                setId, entries, anchorEntries, sources, anchorsByActivity, () -> new Scratch(sizes, inOrder, hits));
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
        if (condition instanceof Condition.DescendantOf descendant) {
            anchors.putIfAbsent(descendant.anchor().id(), descendant.anchor());
            node(descendant.anchor().condition()); // an anchor may itself rest on an ancestor
            return new Node.DescendantOf(descendant.anchor().id());
        }
        if (condition instanceof Condition.Keyword keyword) {
            Predicate predicate = keyword.predicate();
            return new Leaves.Keyword(
                    leaves++,
                    predicate,
                    TextTest.of(predicate),
                    Sought.of(predicate).exact());
        }
        return leaf((Condition.Test) condition);
    }

    private Node leaf(Condition.Test test) {
        int slot = slot(test.field());
        Predicate predicate = test.predicate();
        if (predicate instanceof Predicate.Exists) {
            return new Leaves.Exists(leaves++, slot, predicate);
        }
        if (predicate instanceof Predicate.OtherField other) {
            return new Leaves.OtherField(leaves++, slot, slot(other.other()), other);
        }
        return new Leaves.FieldTest(
                leaves++,
                slot,
                predicate,
                TextTest.of(predicate),
                Sought.of(predicate).exact());
    }

    private List<Node> nodes(List<Condition> parts) {
        return parts.stream().map(this::node).toList();
    }

    private int slot(FieldRef field) {
        return fields.computeIfAbsent(field, any -> fields.size() + 1);
    }
}
