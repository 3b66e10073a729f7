package io.cordon.detect;

import java.io.Serializable;

/** Reads the rules that are there already. */
interface InitialRules extends Serializable {
    void readTo(RuleBook book, DetectOptions options);
}
