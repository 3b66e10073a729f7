package io.cordon.engine.match;

import io.cordon.engine.match.Node.Leaf;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The conditions that events of one source meet, of which an event picks those that it may match by what its texts hold.
 *
 * <p>Each waits for the rarest leaves without one of which it is false ({@link Needs}). These are sought in every event; what
 * else the conditions ask is answered, again for all of them in one pass over a field, when a condition that was picked asks it.
 */
final class RuleIndex {
    private static final Comparator<Leaf> BY_NUMBER = Comparator.comparingInt(Leaf::number);

    private final boolean oneByOne;
    private final Ints always = new Ints();
    private final Needed[] needed;
    private final BitSet neededLeaves = new BitSet();
    private final @Nullable Rest[] rest;

    /** What is sought in one field of every event, and all conditions that wait for something in it. */
    private record Needed(int slot, FieldIndex index, Ints waiting) {}

    /** What is asked of one field by conditions that were picked. */
    private record Rest(int number, FieldIndex index) {}

    /** The index of some conditions by their numbers. */
    RuleIndex(Map<Integer, Node> conditions, Layout layout) {
        Map<Integer, Map<Leaf, Ints>> bySlot = new TreeMap<>();
        oneByOne = layout.oneByOne;
        conditions.forEach((number, condition) -> {
            List<Leaf> needs = oneByOne ? null : Needs.of(condition);
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
        private final boolean oneByOne;
        private int fieldIndexes;

        /**
         * A layout for so many fields, {@link Node#EVERY} among them.
         *
         * @param oneByOne whether every condition is picked, and tests its leaves itself
         */
        Layout(int slots, boolean oneByOne) {
            this.slots = slots;
            this.oneByOne = oneByOne;
        }

        int fieldIndexes() {
            return fieldIndexes;
        }
    }

    private static Needed needed(int slot, Map<Leaf, Ints> leaves, Layout layout) {
        List<Asked> asked = new ArrayList<>();
        Ints waiting = new Ints();
        leaves.forEach((leaf, conditions) -> {
            asked.add(new Asked(leaf, conditions));
            waiting.addAll(conditions.toArray());
        });
        return new Needed(slot, new FieldIndex(asked, layout.hits), waiting);
    }

    private @Nullable Rest[] rest(Iterable<Node> conditions, Layout layout) {
        Map<Integer, Map<Leaf, Asked>> bySlot = new TreeMap<>();
        for (Node condition : conditions) {
            condition.leaves(leaf -> {
                if (leaf.isTested() && !neededLeaves.get(leaf.number())) {
                    bySlot.computeIfAbsent(leaf.slot(), any -> new TreeMap<>(BY_NUMBER))
                            .computeIfAbsent(leaf, any -> new Asked(leaf, new Ints()));
                }
            });
        }
        @Nullable Rest[] made = new Rest[layout.slots];
        bySlot.forEach((slot, asked) ->
                made[slot] = new Rest(layout.fieldIndexes++, new FieldIndex(List.copyOf(asked.values()), layout.hits)));
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
        Rest field = rest[leaf.slot()];
        if (field != null && scratch.asksFirst(field.number)) {
            find(field.index, leaf.slot(), scratch);
        }
        return scratch.found(leaf.number());
    }

    /** Asks a field's text; false where there is none. */
    private static boolean find(FieldIndex index, int slot, Scratch scratch) {
        if (slot == Node.EVERY) {
            List<String> texts = scratch.everyText();
            for (int i = 0; i < texts.size(); i++) {
                index.find(texts.get(i), scratch);
            }
            return true;
        }
        String text = scratch.text(slot);
        if (text != null) {
            index.find(text, scratch);
        }
        return text != null;
    }
}
