package io.cordon.engine.match;

import java.util.BitSet;

/** A reusable set of rules' indexes, read in their order. */
final class Picked {
    private final BitSet indexes = new BitSet();

    void clear() {
        indexes.clear();
    }

    void addAll(int[] some) {
        for (int index : some) {
            indexes.set(index);
        }
    }

    /** The next index from one on, or -1. */
    int next(int from) {
        return indexes.nextSetBit(from);
    }
}
