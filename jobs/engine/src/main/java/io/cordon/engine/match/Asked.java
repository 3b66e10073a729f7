package io.cordon.engine.match;

/**
 * What rules ask of a field.
 *
 * @param waiting the numbers of the conditions that are only looked at where this, or another one of their leaves, may hold
 */
record Asked(Node.Leaf leaf, Ints waiting) {
    /** The hit that says that it holds, or that it may. */
    int hit(int brings, HitTable.Builder hits) {
        return hits.add(brings, new int[] {leaf.number()}, waiting.toArray());
    }
}
