package io.cordon.engine.rarity;

import io.cordon.engine.correlate.Contribution;
import io.cordon.engine.finding.Finding;

/** Takes what the memory makes of matches. */
public interface RaritySink {
    void finding(Finding finding);

    /** What another part of the memory, or a correlation, has to hear. */
    void contribution(Contribution contribution);

    /**
     * How rare it is that a process was started by what started it.
     *
     * @param rarity from 0 (everywhere) to 1 (nowhere before)
     */
    void rated(String tenant, String endpoint, String entity, double rarity);

    /** An hour of an artefact had more endpoints than are kept. */
    void cut();
}
