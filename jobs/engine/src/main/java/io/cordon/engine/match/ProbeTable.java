package io.cordon.engine.match;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * Finds which of many texts stand in another one, in one pass over it.
 *
 * <p>Each text is filed under three consecutive characters of its own, those that the fewest others share; where they occur, the
 * whole text is compared. The pass costs the length of what is read, however many texts there are. An automaton may take this
 * class's place.
 */
final class ProbeTable {
    private final String[] texts;
    private final int[] offsets;
    private final int[] first;
    private final int[] next;
    private final int shift;

    ProbeTable(List<String> wanted) {
        texts = wanted.toArray(String[]::new);
        offsets = new int[texts.length];
        next = new int[texts.length];
        int bits = 4 + Integer.SIZE - Integer.numberOfLeadingZeros(texts.length);
        first = new int[1 << bits];
        shift = Integer.SIZE - bits;
        Arrays.fill(first, -1);
        Map<String, Integer> shared = new HashMap<>();
        for (String text : texts) {
            for (int i = 0; i + Probe.LENGTH <= text.length(); i++) {
                shared.merge(text.substring(i, i + Probe.LENGTH), 1, Integer::sum);
            }
        }
        for (int id = 0; id < texts.length; id++) {
            offsets[id] = rarest(texts[id], shared);
            int slot = slot(texts[id], offsets[id]);
            next[id] = first[slot];
            first[slot] = id;
        }
    }

    private static int rarest(String text, Map<String, Integer> shared) {
        int best = 0;
        int fewest = Integer.MAX_VALUE;
        for (int i = 0; i + Probe.LENGTH <= text.length(); i++) {
            int count = shared.getOrDefault(text.substring(i, i + Probe.LENGTH), 0);
            if (count < fewest) {
                fewest = count;
                best = i;
            }
        }
        return best;
    }

    private int slot(String text, int at) {
        int three = (text.charAt(at) * 31 + text.charAt(at + 1)) * 31 + text.charAt(at + 2);
        return (three * 0x9e3779b9) >>> shift;
    }

    /** Hands over the index of each text found; one that stands there twice may come twice. */
    void find(String in, IntConsumer found) {
        for (int at = 0; at + Probe.LENGTH <= in.length(); at++) {
            for (int id = first[slot(in, at)]; id >= 0; id = next[id]) {
                if (in.startsWith(texts[id], at - offsets[id])) {
                    found.accept(id);
                }
            }
        }
    }
}
