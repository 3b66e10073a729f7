package io.cordon.engine.policy;

/** How much may be done to an endpoint without a person. */
public enum Automation {
    /** Nothing, not even with a person's approval. */
    NONE,
    /** Nothing but what a person approves. */
    APPROVAL,
    /** Processes at once, the rest with a person's approval. */
    PROCESSES,
    /** Everything that policy says. */
    FULL
}
