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
    MATCH_NOT_KEPT,
    /** A match that a correlation did not take, for the windows that it belongs to were decided. */
    HIT_LATE,
    /** A correlation's group had so many matches that its oldest windows were decided early. */
    HITS_CUT,
    /** A match that a rule of several events asks over all endpoints for a value that each of them has, and which joins nothing. */
    KEY_REFUSED,
    /** What would have crossed an edge and did not: it had come over too many, or too much was to cross. */
    CROSSING_CUT,
    /** An expression with look-around took too many steps on a text, and was taken not to match it. */
    EXPRESSION_GIVEN_UP,
    /** An hour of an artefact had more endpoints than the fleet's memory keeps: from there on it estimates how many. */
    SIGHTINGS_CUT
}
