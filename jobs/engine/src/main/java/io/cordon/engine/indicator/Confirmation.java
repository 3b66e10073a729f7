package io.cordon.engine.indicator;

import io.cordon.engine.incident.Clue;
import io.cordon.engine.incident.Lead;
import io.cordon.engine.incident.Lines;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Says which of an incident's findings confirm it: pairs of two rules that see two tactics on one lineage, each in events of its own. What an
 * indicator found confirms nothing, nor does what may still be disproved.
 */
final class Confirmation {
    private Confirmation() {}

    /** The findings of such pairs, in their order; all that count where a person says that it is an attack. */
    static List<Clue> of(List<Clue> clues, Lines lines, Verdict verdict) {
        List<Clue> counting = clues.stream().filter(Confirmation::counts).toList();
        if (verdict != Verdict.NONE) {
            return verdict == Verdict.ATTACK ? counting : List.of();
        }
        Set<Clue> confirming = new LinkedHashSet<>();
        for (Clue one : counting) {
            for (Clue other : counting) {
                boolean isKnown = confirming.contains(one) && confirming.contains(other);
                if (!isKnown && areIndependent(one, other) && lines.meet(one, other)) {
                    confirming.add(one);
                    confirming.add(other);
                }
            }
        }
        return counting.stream().filter(confirming::contains).toList();
    }

    private static boolean counts(Clue clue) {
        Lead lead = clue.lead();
        return lead != null && lead.isSettled() && !lead.ofIndicator();
    }

    private static boolean areIndependent(Clue one, Clue other) {
        Lead first = one.lead();
        Lead second = other.lead();
        return first != null
                && second != null
                && !first.rule().equals(second.rule())
                && Collections.disjoint(first.events(), second.events())
                && areTwo(one.fact().tactics(), other.fact().tactics());
    }

    /** Whether each has a tactic and both together have two. */
    private static boolean areTwo(List<String> some, List<String> others) {
        Set<String> all = new HashSet<>(some);
        all.addAll(others);
        return !some.isEmpty() && !others.isEmpty() && all.size() > 1;
    }
}
