package io.cordon.engine.match;

import io.cordon.engine.condition.Predicate;
import io.cordon.engine.match.Node.Leaf;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The leaves without one of which a condition is settled false, chosen so that they are rare.
 *
 * <p>A conjunction needs what the one of its parts needs that is the rarest, a disjunction what each of its parts needs. A
 * negation holds by what is not there, so nothing has to be there.
 *
 * @param leaves none where the condition is false whatever the event
 * @param cost how often one of them may be found, as far as their form says
 */
record Needs(List<Leaf> leaves, double cost) {
    /** What asking the tree for a text costs, beside looking at a rule: the two are some µs apart. */
    private static final double ASKING = 10;

    /**
     * The leaves that a condition needs, or null where it may hold without any.
     *
     * @param dear slots of fields that an event lacks, so that asking for them costs a look at state whatever is then found
     */
    static @Nullable List<Leaf> of(Node condition, BitSet dear) {
        Needs needs = needs(condition, dear);
        return needs == null ? null : needs.leaves;
    }

    private static @Nullable Needs needs(Node condition, BitSet dear) {
        if (condition instanceof Leaves.OtherField) {
            return null; // open also where its own field is missing for good
        }
        if (condition instanceof Leaf leaf) {
            return new Needs(List.of(leaf), cost(leaf, dear));
        }
        if (condition instanceof Node.All all) {
            return each(all.parts(), dear)
                    .filter(Objects::nonNull)
                    .min(Comparator.comparingDouble(Needs::cost))
                    .orElse(null);
        }
        if (condition instanceof Node.Any any) {
            return anyOf(any.parts(), any.parts().size(), dear);
        }
        if (condition instanceof Node.AtLeast some) {
            // Of four parts that need two to hold, any three hold at least one.
            int enough = some.parts().size() - some.count() + 1;
            return some.count() <= 0 ? null : anyOf(some.parts(), Math.max(0, enough), dear);
        }
        return null;
    }

    private static Stream<@Nullable Needs> each(List<Node> parts, BitSet dear) {
        return parts.stream().map(part -> needs(part, dear));
    }

    /** What so many of the parts need, the rarest ones; null where fewer of them need anything. */
    private static @Nullable Needs anyOf(List<Node> parts, int count, BitSet dear) {
        List<Needs> rarest = each(parts, dear)
                .filter(Objects::nonNull)
                .sorted(Comparator.comparingDouble(Needs::cost))
                .limit(count)
                .toList();
        if (rarest.size() < count) {
            return null;
        }
        List<Leaf> leaves = new ArrayList<>();
        double cost = 0;
        for (Needs needs : rarest) {
            leaves.addAll(needs.leaves);
            cost += needs.cost;
        }
        return new Needs(leaves, cost);
    }

    private static double cost(Leaf leaf, BitSet dear) {
        double cost = leaf.predicates().stream().mapToDouble(Needs::cost).sum();
        return leaf.slot() == Node.EVERY ? 10 * cost : dear.get(leaf.slot()) ? ASKING + cost : cost;
    }

    private static double cost(Predicate predicate) {
        if (predicate instanceof Predicate.Cidr) {
            return 0.05;
        }
        if (predicate instanceof Predicate.Compare) {
            return 0.3;
        }
        return Sought.of(predicate).literals().stream()
                .mapToDouble(Commonplace::of)
                .sum();
    }
}
