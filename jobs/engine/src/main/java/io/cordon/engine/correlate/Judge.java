package io.cordon.engine.correlate;

import io.cordon.engine.rule.RuleSet;
import java.util.List;

/**
 * Judges groups of one kind, one at a time: hits come in any order, and what is said of them at the end does not depend on it.
 *
 * @param <G> what is remembered of a group
 */
public interface Judge<G> {
    /** A group that nothing is known of. */
    G begin(Place place);

    /** Takes in what has come for a group; {@link #judge} says what follows. */
    void take(G group, List<Contribution> contributions, CorrelationSink sink);

    /** Says what the hits of a group say now. */
    void judge(G group, RuleSet rules, CorrelationSink sink);

    /**
     * Says what time alone decides, and ends a group that nothing can change any more.
     *
     * @param append how far Kafka's append time has come, in µs
     * @return whether anything is left of it
     */
    boolean sweep(G group, long append, RuleSet rules, CorrelationSink sink);

    /** When to sweep a group, if nothing comes before, by Kafka's append time in µs. */
    long next(G group, RuleSet rules);

    /** Whether the rules are those that the group was made by. */
    boolean isKnown(G group, RuleSet rules);

    /** Decides all that is open: the end of input ends it. */
    void endOfInput(G group, RuleSet rules, CorrelationSink sink);

    /** How many hits it holds. */
    int size(G group);
}
