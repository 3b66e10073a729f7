package io.cordon.engine.detect;

/** What detection counts beside findings. */
public enum Counter {
    /** An event older than its endpoint's time by more than the lateness. */
    LATE,
    /** An event ahead of Kafka's append time by more than the skew. */
    AHEAD,
    /** A process that was forgotten because an endpoint had too many. */
    PROCESS_EVICTED,
    /** A match that was not kept open because an endpoint had too many. */
    MATCH_NOT_KEPT
}
