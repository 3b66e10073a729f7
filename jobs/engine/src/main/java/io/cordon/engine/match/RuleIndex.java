package io.cordon.engine.match;

import io.cordon.engine.event.Column;
import io.cordon.engine.event.FieldRef;
import io.cordon.engine.match.Node.Leaf;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The conditions that events of one source meet, of which an event picks those that it may match by what its texts hold.
 *
 * <p>Each waits for the rarest leaves without one of which it is false ({@link Needs}). These are sought in every event; what
 * else the conditions ask is answered, again for all of them in one pass over a field, when a condition that was picked asks it.
 */
final class RuleIndex {
    private static final Comparator<Leaf> BY_NUMBER = Comparator.comparingInt(Leaf::number);

    private static final BitSet NONE = new BitSet();

    private final boolean oneByOne;
    private final Ints always = new Ints();
    private final Needed[] needed;
    private final BitSet neededLeaves = new BitSet();
    /** What is asked of each field by conditions that were picked. */
    private final @Nullable FieldIndex[] rest;

    /** What is sought in one field of every event, and all conditions that wait for something in it. */
    private record Needed(int slot, FieldIndex index, Ints waiting) {}

    /**
     * The index of some conditions by their numbers.
     *
     * @param ofStarts whether all events are starts of processes, which say themselves what the process tree knows of others
     */
    RuleIndex(Map<Integer, Node> conditions, boolean ofStarts, Layout layout) {
        Map<Integer, Map<Leaf, Ints>> bySlot = new TreeMap<>();
        oneByOne = layout.oneByOne;
        conditions.forEach((number, condition) -> {
            List<Leaf> needs = oneByOne ? null : Needs.of(condition, ofStarts ? NONE : layout.askTree);
            if (needs == null) {
                always.add(number);
                return;
            }
            for (Leaf leaf : needs) {
                bySlot.computeIfAbsent(leaf.slot(), any -> new TreeMap<>(BY_NUMBER))
                        .computeIfAbsent(leaf, any -> new Ints())
                        .add(number);
                neededLeaves.set(leaf.number());
            }
        });
        needed = bySlot.entrySet().stream()
                .map(slot -> needed(slot.getKey(), slot.getValue(), layout))
                .toArray(Needed[]::new);
        rest = rest(oneByOne ? List.of() : conditions.values(), layout);
    }

    /** What the indexes of a rule set share while they are laid out. */
    static final class Layout {
        final HitTable.Builder hits = new HitTable.Builder();
        private final int slots;
        /** Fields for which the process tree is asked, as most events that are no starts do not say them. */
        private final BitSet askTree = new BitSet();

        private final boolean oneByOne;
        private int fieldIndexes;

        /**
         * A layout for fields, the first of which has slot 1, and for {@link Node#EVERY}.
         *
         * @param oneByOne whether every condition is picked, and tests its leaves itself
         */
        Layout(List<FieldRef> fields, boolean oneByOne) {
            this.slots = fields.size() + 1;
            this.oneByOne = oneByOne;
            for (int slot = 1; slot < slots; slot++) {
                FieldRef field = fields.get(slot - 1);
                askTree.set(slot, field.kin() != null && field.column() != Column.EXECUTABLE);
            }
        }

        int fieldIndexes() {
            return fieldIndexes;
        }
    }

    private static Needed needed(int slot, Map<Leaf, Ints> leaves, Layout layout) {
        List<Asked> asked = new ArrayList<>();
        Ints waiting = new Ints();
        leaves.forEach((leaf, conditions) -> {
            Asked.of(leaf, conditions).forEach(asked::add);
            waiting.addAll(conditions.toArray());
        });
        return new Needed(slot, new FieldIndex(layout.fieldIndexes++, asked, layout.hits), waiting);
    }

    private @Nullable FieldIndex[] rest(Iterable<Node> conditions, Layout layout) {
        Map<Integer, Set<Leaf>> bySlot = new TreeMap<>();
        for (Node condition : conditions) {
            condition.leaves(leaf -> {
                if (leaf.isTested() && !neededLeaves.get(leaf.number())) {
                    bySlot.computeIfAbsent(leaf.slot(), any -> new TreeSet<>(BY_NUMBER))
                            .add(leaf);
                }
            });
        }
        @Nullable FieldIndex[] made = new FieldIndex[layout.slots];
        bySlot.forEach((slot, leaves) -> {
            List<Asked> asked =
                    leaves.stream().flatMap(leaf -> Asked.of(leaf, new Ints())).toList();
            made[slot] = new FieldIndex(layout.fieldIndexes++, asked, layout.hits);
        });
        return made;
    }

    /** The numbers of all conditions that are not settled false, and of some that are; to be evaluated before the next pick. */
    Picked pick(Scratch scratch) {
        if (!oneByOne) {
            scratch.with(this);
        }
        Picked picked = scratch.picked();
        picked.clear();
        picked.addAll(always);
        for (Needed field : needed) {
            if (!find(field.index, field.slot, scratch) && scratch.mayFill(field.slot)) {
                picked.addAll(field.waiting);
            }
        }
        picked.sort();
        return picked;
    }

    /** Whether a leaf of one of the conditions may hold; where finding it is the whole test, whether it does. */
    boolean mayHold(Leaf leaf, Scratch scratch) {
        if (scratch.found(leaf.number()) || neededLeaves.get(leaf.number())) {
            return scratch.found(leaf.number());
        }
        FieldIndex field = rest[leaf.slot()];
        if (field != null && scratch.asksFirst(field.number())) {
            find(field, leaf.slot(), scratch);
        }
        return scratch.found(leaf.number());
    }

    /** Asks a field's text; false where there is none. */
    private static boolean find(FieldIndex index, int slot, Scratch scratch) {
        if (slot == Node.EVERY) {
            index.findInEvery(scratch);
            return true;
        }
        String text = scratch.text(slot);
        if (text != null) {
            index.find(text, scratch);
        }
        return text != null;
    }
}
