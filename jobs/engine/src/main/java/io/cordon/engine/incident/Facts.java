package io.cordon.engine.incident;

import io.cordon.engine.edge.Edge;
import io.cordon.engine.finding.Finding;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Words findings and edges as facts, with what is known of their processes now. */
public final class Facts {
    private final Function<String, Kin> endpoints;

    /** @param endpoints the families of an endpoint, the same ones whenever it is asked */
    public Facts(Function<String, Families> endpoints) {
        this.endpoints = endpoint -> endpoints.apply(endpoint).kin();
    }

    /**
     * A finding's fact, or null where it was retracted.
     *
     * @param rarity of what it found, from 0 to 1; null where that is not known
     */
    public @Nullable Fact of(Finding finding, @Nullable Double rarity) {
        Clue clue = Clues.of(finding, rarity);
        return clue == null ? null : clue.placed(endpoints);
    }

    /** An edge's facts: one for what it reached, and one for each process that this started. None where too little is proven. */
    public List<Fact> of(Edge edge) {
        return Clues.of(edge).stream().map(clue -> clue.placed(endpoints)).toList();
    }
}
