package io.cordon.engine.detect;

import io.cordon.engine.finding.Finding;

/** Receives what detection says. */
public interface Sink {
    void finding(Finding finding);

    void counted(Counter counter);
}
