package io.cordon.engine.match;

import io.cordon.engine.match.IndexedRules.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The rules for one kind of source, of which an event picks those that it may match by what its texts hold. */
final class Candidates {
    private final List<Entry> entries;
    private final int[] always;
    private final List<Field> fields;

    Candidates(List<Entry> entries) {
        this.entries = entries;
        List<Integer> unprobed = new ArrayList<>();
        Map<Integer, Map<String, Set<Integer>>> bySlot = new TreeMap<>();
        for (int i = 0; i < entries.size(); i++) {
            List<IndexedRules.SlotProbe> probes = entries.get(i).probes();
            if (probes.isEmpty()) {
                unprobed.add(i);
            }
            for (IndexedRules.SlotProbe probe : probes) {
                bySlot.computeIfAbsent(probe.slot(), any -> new LinkedHashMap<>())
                        .computeIfAbsent(probe.text(), any -> new LinkedHashSet<>())
                        .add(i);
            }
        }
        always = array(unprobed);
        fields = bySlot.entrySet().stream()
                .map(slot -> new Field(
                        slot.getKey(),
                        new ProbeTable(List.copyOf(slot.getValue().keySet())),
                        slot.getValue().values().stream().map(Candidates::array).toList()))
                .toList();
    }

    /** One field's probes, and for each of them the rules that ask for it. */
    private record Field(int slot, ProbeTable table, List<int[]> rules) {}

    boolean isEmpty() {
        return entries.isEmpty();
    }

    Entry get(int index) {
        return entries.get(index);
    }

    /** Puts into {@code picked} the index of every rule that is not settled false, and of some that are. */
    void pick(Scratch scratch, Picked picked) {
        picked.clear();
        picked.addAll(always);
        for (int i = 0; i < fields.size(); i++) {
            Field field = fields.get(i);
            if (field.slot == IndexedRules.SlotProbe.EVERY) {
                for (String text : scratch.everyFolded()) {
                    field.table.find(text, id -> picked.addAll(field.rules.get(id)));
                }
            } else if (scratch.text(field.slot) != null) {
                field.table.find(scratch.folded(field.slot), id -> picked.addAll(field.rules.get(id)));
            } else if (scratch.mayFill(field.slot)) {
                for (int[] rules : field.rules) {
                    picked.addAll(rules);
                }
            }
        }
    }

    private static int[] array(Iterable<Integer> values) {
        List<Integer> list = new ArrayList<>();
        values.forEach(list::add);
        return list.stream().mapToInt(Integer::intValue).toArray();
    }
}
