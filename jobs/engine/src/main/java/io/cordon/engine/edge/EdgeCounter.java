package io.cordon.engine.edge;

/** What edges count. */
public enum EdgeCounter {
    /** Records for stage 2. */
    TRACES,
    /** Connections, logons and starts that did not fit in their minute, session, process or name. */
    EVICTED_FACTS,
    /** Entries of an endpoint that went because it had too many. */
    EVICTED_ENTRIES,
    /** Halves that went because too many met at one key. */
    EVICTED_HALVES
}
