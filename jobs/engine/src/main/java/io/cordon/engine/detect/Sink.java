package io.cordon.engine.detect;

import io.cordon.engine.correlate.Contribution;
import io.cordon.engine.finding.Finding;

/** Receives what detection says. */
public interface Sink {
    void finding(Finding finding);

    /** What a correlation has to hear. */
    void contribution(Contribution contribution);

    void counted(Counter counter);
}
