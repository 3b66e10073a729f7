package io.cordon.engine.sequence;

import java.util.NavigableSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether what must be missing is there.
 *
 * <p>At the beginning it must be missing from the span before the last event up to the first; between two events from the one to the
 * other; at the end from the last event on until the span after the first is over. What happens at the moment of an event without
 * an order lies on neither side of it.
 */
final class Absences {
    private final ChainGroup group;
    private final Plan plan;

    Absences(ChainGroup group, Plan plan) {
        this.group = group;
        this.plan = plan;
    }

    /** What disproves a candidate, or null. */
    @Nullable
    Spot disproof(Candidate candidate) {
        for (int state = 0; state <= plan.states(); state++) {
            for (int part : missing(state)) {
                for (NavigableSet<Spot> moment :
                        group.traces.between(part, from(state, candidate.match), to(state, candidate.match))) {
                    for (Spot spot : moment) {
                        if (isBetween(spot, state, candidate.match)) {
                            return spot;
                        }
                    }
                }
            }
        }
        return null;
    }

    /** Looks at the candidates that a hit which came or went may disprove or have disproved. */
    void look(Spot spot) {
        if (!plan.isMissing(spot.part())) {
            return;
        }
        boolean isThere = group.traces.has(spot);
        for (Candidate candidate : group.candidates.between(spot.time() - plan.span, spot.time() + plan.span)) {
            if (isThere && candidate.disproof == null && disproves(spot, candidate.match)) {
                candidate.disproof = spot;
                group.touched.add(candidate.anchor());
            } else if (!isThere && candidate.disproof != null && candidate.disproof.compareTo(spot) == 0) {
                candidate.disproof = disproof(candidate);
                group.touched.add(candidate.anchor());
            }
        }
    }

    private boolean disproves(Spot spot, Partial match) {
        for (int state = 0; state <= plan.states(); state++) {
            if (missing(state).contains(spot.part())
                    && spot.time() >= from(state, match)
                    && spot.time() <= to(state, match)
                    && isBetween(spot, state, match)) {
                return true;
            }
        }
        return false;
    }

    private Set<Integer> missing(int state) {
        return plan.missingBefore(state);
    }

    private long from(int state, Partial match) {
        return state == 0
                ? group.exit.since(match, match.last().time() - plan.span)
                : match.spots().get(state - 1).time();
    }

    private long to(int state, Partial match) {
        return state == plan.states()
                ? match.first().time() + plan.span
                : match.spots().get(state).time();
    }

    private boolean isBetween(Spot spot, int state, Partial match) {
        return (state == 0 || match.spots().get(state - 1).isBefore(spot))
                && (state == plan.states() || spot.isBefore(match.spots().get(state)));
    }
}
