package io.cordon.engine.indicator;

/** What a person says of an incident. */
public enum Verdict {
    /** Nobody said anything: detectors have to agree. */
    NONE,
    /** It is an attack. */
    ATTACK,
    /** It is none, whatever detectors say. */
    BENIGN
}
