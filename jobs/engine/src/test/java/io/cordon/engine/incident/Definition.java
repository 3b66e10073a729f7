package io.cordon.engine.incident;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/** What hangs together, said as plainly as possible: each fact in turn swallows all groups that it hangs with. */
final class Definition {
    private Definition() {}

    static List<List<Fact>> clusters(Collection<Fact> facts, IncidentLimits limits) {
        List<List<Fact>> groups = new ArrayList<>();
        for (Fact fact : facts.stream().sorted(Fact.ORDER).toList()) {
            List<Fact> joined = new ArrayList<>(List.of(fact));
            for (List<Fact> group : List.copyOf(groups)) {
                long last = group.stream().mapToLong(Fact::time).max().orElseThrow();
                boolean isLive = fact.time() - last <= limits.quiet();
                if (isLive && group.stream().anyMatch(other -> hangTogether(fact, other, limits))) {
                    joined.addAll(group);
                    groups.remove(group);
                }
            }
            joined.sort(Fact.ORDER);
            groups.add(joined);
        }
        groups.sort((one, other) -> Fact.ORDER.compare(one.get(0), other.get(0)));
        return groups;
    }

    private static boolean hangTogether(Fact one, Fact other, IncidentLimits limits) {
        return !Collections.disjoint(one.trees(), other.trees())
                || (one.isFinding() != other.isFinding()
                        && (!Collections.disjoint(one.sessions(), other.sessions())
                                || isNear(one, other, limits)
                                || isNear(other, one, limits)));
    }

    private static boolean isNear(Fact edge, Fact finding, IncidentLimits limits) {
        return !edge.caller().isEmpty()
                && finding.endpoints().contains(edge.caller())
                && Math.abs(edge.called() - finding.time()) <= limits.near();
    }
}
