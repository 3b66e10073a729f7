package io.cordon.engine.correlate;

import io.cordon.engine.finding.Finding;

/** Takes what correlation says. */
public interface CorrelationSink {
    void finding(Finding finding);

    /** What another correlation has to hear. */
    void contribution(Contribution contribution);

    /** A hit was not taken, for its windows are decided. */
    void late();

    /** A group had so many hits that its oldest windows were decided early. */
    void dropped();
}
