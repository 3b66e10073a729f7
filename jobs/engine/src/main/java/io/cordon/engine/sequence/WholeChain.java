package io.cordon.engine.sequence;

import io.cordon.engine.correlate.Hit;
import io.cordon.engine.rule.Chain;
import java.util.Collection;
import java.util.List;

/** Judges one key of a chain by all of its hits at once: nothing comes after them, so what is still missing stays missing. */
public final class WholeChain {
    private WholeChain() {}

    /** The hits of each match: those of a sequence in the order of its steps, others in event order. */
    public static List<List<Hit>> matches(Chain chain, Collection<Hit> hits) {
        if (hits.isEmpty()) {
            return List.of();
        }
        Plan plan = new Plan(chain);
        ChainGroup group = new ChainGroup(hits.iterator().next().share().place());
        hits.forEach(group::put);
        new Walk(group, plan).run();
        return group.candidates.all().stream()
                .filter(candidate -> candidate.disproof == null)
                .map(candidate ->
                        candidate.match.spots().stream().map(Spot::hit).toList())
                .toList();
    }
}
