package io.cordon.engine.incident;

/** What the incident stage counts beside incidents. */
public enum IncidentCounter {
    /** A fact that came when all that it could have joined had ended. */
    FACT_LATE,
    /** A fact that went because its tenant had too many. */
    FACT_EVICTED,
    /** A version that told of an incident that it goes on as another. */
    INCIDENT_MERGED
}
