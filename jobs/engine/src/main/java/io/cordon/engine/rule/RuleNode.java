package io.cordon.engine.rule;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A node of a rule's YAML, with its place for errors. */
public record RuleNode(Node node) {
    private static final int MOST_DIGITS = 40;

    /** An entry of a mapping. */
    public record Entry(RuleNode key, RuleNode value) {
        public String name() {
            return key.node() instanceof ScalarNode scalar ? scalar.getValue() : "";
        }
    }

    public RuleRefusedException refuse(String expected) {
        Optional<Mark> mark = node.getStartMark();
        return new RuleRefusedException(
                mark.map(Mark::getLine).orElse(0) + 1, mark.map(Mark::getColumn).orElse(0) + 1, expected);
    }

    /** Refuses what stands at an index of a scalar's value; what is folded or escaped is pointed at by its beginning. */
    public RuleRefusedException refuse(int index, String expected) {
        Mark start = node.getStartMark().orElse(null);
        Mark end = node.getEndMark().orElse(null);
        if (!(node instanceof ScalarNode scalar) || start == null || end == null || start.getLine() != end.getLine()) {
            return refuse(expected);
        }
        int quotes = scalar.getScalarStyle() == ScalarStyle.PLAIN ? 0 : 1;
        String value = scalar.getValue();
        boolean asWritten = end.getColumn() - start.getColumn() == value.length() + 2 * quotes;
        return asWritten
                ? new RuleRefusedException(start.getLine() + 1, start.getColumn() + 1 + quotes + index, expected)
                : refuse(expected);
    }

    public boolean isMapping() {
        return node instanceof MappingNode;
    }

    public boolean isList() {
        return node instanceof SequenceNode;
    }

    public boolean isScalar() {
        return node instanceof ScalarNode;
    }

    public boolean isNull() {
        return node.getTag().equals(Tag.NULL);
    }

    public boolean isNumber() {
        return node.getTag().equals(Tag.INT) || node.getTag().equals(Tag.FLOAT);
    }

    public List<Entry> entries() throws RuleRefusedException {
        if (!(node instanceof MappingNode mapping)) {
            throw refuse("expected a mapping of keys to values");
        }
        List<Entry> entries = new ArrayList<>();
        for (NodeTuple tuple : mapping.getValue()) {
            entries.add(new Entry(new RuleNode(tuple.getKeyNode()), new RuleNode(tuple.getValueNode())));
        }
        return entries;
    }

    public List<RuleNode> items() throws RuleRefusedException {
        if (!(node instanceof SequenceNode sequence)) {
            throw refuse("expected a list");
        }
        return sequence.getValue().stream().map(RuleNode::new).toList();
    }

    /** A list's items, or the node itself as the only one. */
    public List<RuleNode> itemsOrSelf() throws RuleRefusedException {
        return isList() ? items() : List.of(this);
    }

    public String text() throws RuleRefusedException {
        if (!(node instanceof ScalarNode scalar)) {
            throw refuse("expected a text");
        }
        return scalar.getValue();
    }

    /**
     * The number that a text of this node's is.
     *
     * <p>Of a size that can be written out: {@code 1e999999999} is a text of eleven characters, and rounding it ends the JVM.
     */
    public BigDecimal number(String text) throws RuleRefusedException {
        try {
            BigDecimal number = new BigDecimal(text);
            if (number.precision() < MOST_DIGITS && Math.abs(number.scale()) < MOST_DIGITS) {
                return number;
            }
        } catch (NumberFormatException e) {
            // refused below
        }
        throw refuse("expected a number of at most " + MOST_DIGITS + " digits");
    }

    /** The value of a mapping's key, or null. */
    public @Nullable RuleNode get(String key) throws RuleRefusedException {
        for (Entry entry : entries()) {
            if (entry.name().equals(key)) {
                return entry.value();
            }
        }
        return null;
    }

    public RuleNode require(String key, String expected) throws RuleRefusedException {
        RuleNode found = get(key);
        if (found == null) {
            throw refuse("expected the key '" + key + "': " + expected);
        }
        return found;
    }

    public String textOr(String key, String otherwise) throws RuleRefusedException {
        RuleNode found = get(key);
        return found == null || found.isNull() ? otherwise : found.text();
    }
}
