package io.cordon.engine.match;

import io.cordon.engine.condition.Anchor;
import io.cordon.engine.condition.Condition;
import io.cordon.engine.condition.Predicate;
import io.cordon.engine.event.FieldRef;
import io.cordon.engine.rule.Rule;
import io.cordon.engine.rule.Rule.Mode;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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
    private final Map<List<Object>, Node> tests = new HashMap<>();
    private final Map<Long, Anchor> anchors = new LinkedHashMap<>();
    private int leaves;

    private RuleCompiler() {}

    /** What compiled rules spare themselves work with; they say the same in any case. */
    public enum Means {
        /** Rules are found by what texts hold, and texts that come again are known. */
        INDEX_AND_MEMO,

        /** Every text is read as if it had never been seen. */
        INDEX,

        /** Rules are judged one by one, all those of the event's source. */
        NONE
    }

    /** Rules whose mode is off are left out; those of a chain's steps come with it. */
    public static CompiledRules compile(String setId, List<Rule> rules) {
        return compile(setId, rules, Means.INDEX_AND_MEMO);
    }

    /** As {@link #compile(String, List)}, to measure what it costs with fewer means. */
    public static CompiledRules compile(String setId, List<Rule> rules, Means means) {
        return new RuleCompiler().run(setId, rules, means);
    }

    /** What the matcher waits for before it looks at a condition; nothing where it looks at every event of the log source. */
    static List<Condition> needs(Condition condition) {
        RuleCompiler compiler = new RuleCompiler();
        List<Node.Leaf> needs = Needs.of(compiler.node(condition), new BitSet());
        return needs == null
                ? List.of()
                : needs.stream().flatMap(compiler::conditions).toList();
    }

    /** What a leaf asks, each predicate by itself. */
    private Stream<Condition> conditions(Node.Leaf leaf) {
        if (leaf.slot() == Node.EVERY) {
            return leaf.predicates().stream().map(Condition.Keyword::new);
        }
        FieldRef field = List.copyOf(fields.keySet()).get(leaf.slot() - 1);
        return leaf.predicates().stream().map(predicate -> new Condition.Test(field, predicate));
    }

    private CompiledRules run(String setId, List<Rule> rules, Means means) {
        Map<String, Rule> byId = new LinkedHashMap<>();
        for (Rule rule : rules) {
            if (rule.mode() != Mode.OFF) {
                byId.put(rule.id(), rule);
                if (rule.chain() != null) {
                    rule.chain().parts().forEach(part -> byId.put(part.id(), part));
                }
            }
        }
        List<IndexedRules.Entry> entries = new ArrayList<>();
        byId.values().forEach(rule -> entries.add(new IndexedRules.Entry(rule, node(rule.condition()))));
        List<IndexedRules.AnchorEntry> anchorEntries = new ArrayList<>();
        List.copyOf(anchors.values())
                .forEach(anchor -> anchorEntries.add(new IndexedRules.AnchorEntry(anchor, node(anchor.condition()))));

        List<FieldRef> inOrder = List.copyOf(fields.keySet());
        RuleIndex.Layout layout = new RuleIndex.Layout(inOrder, means == Means.NONE);
        Sources sources = Sources.of(entries, layout);
        RuleIndex[] anchorsByActivity = Sources.ofAnchors(anchorEntries, layout);
        Scratch.Sizes sizes = new Scratch.Sizes(
                leaves,
                Math.max(entries.size(), anchorEntries.size()),
                layout.fieldIndexes(),
                means == Means.INDEX_AND_MEMO ? Memo.LONGEST : 0);
        HitTable hits = layout.hits.build();
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
            return any(any);
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
        if (condition instanceof Condition.OfKin kin) {
            anchors.putIfAbsent(kin.anchor().id(), kin.anchor());
            node(kin.anchor().condition()); // an anchor may itself rest on another process
            return ProcessNodes.of(kin);
        }
        if (condition instanceof Condition.Computed computed) {
            return new ComputedNode(computed.formula());
        }
        if (condition instanceof Condition.Keyword keyword) {
            return test(Node.EVERY, List.of(keyword.predicate()));
        }
        Condition.Test test = (Condition.Test) condition;
        int slot = slot(test.field());
        if (test.predicate() instanceof Predicate.Exists) {
            return new Leaves.Exists(leaves++, slot, List.of(test.predicate()));
        }
        if (test.predicate() instanceof Predicate.OtherField other) {
            return new Leaves.OtherField(leaves++, slot, slot(other.other()), other);
        }
        return test(slot, List.of(test.predicate()));
    }

    /** A disjunction, in which all that is asked of the same text in the same way is one leaf: most rules are long lists. */
    private Node any(Condition.Any any) {
        List<Node> parts = new ArrayList<>();
        Map<List<Object>, List<Predicate>> lists = new LinkedHashMap<>();
        for (Condition part : any.parts()) {
            if (part instanceof Condition.Test test && isListed(test.predicate())) {
                list(lists, slot(test.field()), test.predicate());
            } else if (part instanceof Condition.Keyword keyword && isListed(keyword.predicate())) {
                list(lists, Node.EVERY, keyword.predicate());
            } else {
                parts.add(node(part));
            }
        }
        lists.forEach((key, predicates) -> parts.add(test((int) key.get(0), predicates)));
        return parts.size() == 1 ? parts.get(0) : new Node.Any(parts);
    }

    private static boolean isListed(Predicate predicate) {
        return !(predicate instanceof Predicate.Exists)
                && !(predicate instanceof Predicate.OtherField)
                && Sought.of(predicate).exact();
    }

    private static void list(Map<List<Object>, List<Predicate>> lists, int slot, Predicate predicate) {
        boolean folds = predicate instanceof Predicate.Text text && !text.cased();
        lists.computeIfAbsent(List.of(slot, folds), any -> new ArrayList<>()).add(predicate);
    }

    private Node test(int slot, List<Predicate> predicates) {
        return tests.computeIfAbsent(List.of(slot, predicates), any -> {
            TextTest test = TextTest.of(predicates);
            boolean exact = predicates.stream().allMatch(one -> Sought.of(one).exact());
            return slot == Node.EVERY
                    ? new Leaves.Keyword(leaves++, predicates, test, exact)
                    : new Leaves.FieldTest(leaves++, slot, predicates, test, exact);
        });
    }

    private List<Node> nodes(List<Condition> parts) {
        return parts.stream().map(this::node).toList();
    }

    private int slot(FieldRef field) {
        return fields.computeIfAbsent(field, any -> fields.size() + 1);
    }
}
