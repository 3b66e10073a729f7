package io.cordon.engine.match;

import io.cordon.engine.condition.Predicate;
import io.cordon.engine.match.Node.Leaf;
import java.util.stream.Stream;

/**
 * What rules ask of a field.
 *
 * @param leaf the number of the leaf that holds, or may hold, where the predicate does
 * @param waiting the numbers of the conditions that are only looked at where this, or another one of their leaves, may hold
 */
record Asked(Predicate predicate, int leaf, Ints waiting) {
    /** All that a leaf asks. */
    static Stream<Asked> of(Leaf leaf, Ints waiting) {
        return leaf.predicates().stream().map(predicate -> new Asked(predicate, leaf.number(), waiting));
    }

    /** The hit that says that it holds, or that it may. */
    int hit(int brings, HitTable.Builder hits) {
        return hits.add(brings, new int[] {leaf}, waiting.toArray());
    }
}
