package io.cordon.engine.detect;

import io.cordon.engine.correlate.Contribution;
import io.cordon.engine.finding.Finding;
import io.cordon.engine.prevalence.Shown;
import io.cordon.engine.tree.Graft;

/** Receives what detection says. */
public interface Sink {
    void finding(Finding finding);

    /** What a correlation has to hear. */
    void contribution(Contribution contribution);

    /** Whether a memory of the fleet wants to hear what events show. */
    default boolean remembers() {
        return false;
    }

    /** What the fleet's memory has to hear. */
    default void shown(Shown shown) {}

    /** What another endpoint has to hear. */
    default void graft(Graft graft) {}

    void counted(Counter counter);
}
