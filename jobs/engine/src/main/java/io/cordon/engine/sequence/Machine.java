package io.cordon.engine.sequence;

import io.cordon.engine.rule.Chain.Kind;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Consumer;

/** Takes what is pending over a moment. */
interface Machine {
    /** Of what happened at one moment without an order, so many hits count, the first ones as they are sorted. */
    int MOST_TIED = 500;

    /**
     * Takes in what happened at one moment.
     *
     * @param before what is pending, by state
     * @param moment its hits, sorted
     * @param complete takes each match that it completes
     * @return what is pending after it
     */
    SortedMap<Integer, Partial> over(SortedMap<Integer, Partial> before, List<Spot> moment, Consumer<Partial> complete);

    static Machine of(Plan plan) {
        return plan.chain.kind() == Kind.SEQUENCE ? new SequenceMachine(plan) : new JoinMachine(plan);
    }
}
