package io.cordon.detect;

import io.cordon.streaming.JobOptions;
import java.io.Serializable;

/** Reads the rules that are there already. */
interface InitialRules extends Serializable {
    void readTo(RuleBook book, JobOptions options);
}
