package io.cordon.engine.policy;

/** How much it costs when an endpoint stands still: its asset class. */
public enum Criticality {
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL
}
