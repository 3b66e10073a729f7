package io.cordon.engine.rarity;

import io.cordon.engine.correlate.Contribution;
import io.cordon.engine.finding.Finding;

/** Takes what the memory makes of matches. */
public interface RaritySink {
    void finding(Finding finding);

    /** What another part of the memory, or a correlation, has to hear. */
    void contribution(Contribution contribution);

    /** An hour of an artefact had more endpoints than are kept. */
    void cut();
}
