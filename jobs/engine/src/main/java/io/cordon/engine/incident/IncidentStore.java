package io.cordon.engine.incident;

import io.cordon.engine.tree.Table;
import java.util.List;

/** What the incident stage keeps of one tenant. Values count only once they were put. */
public interface IncidentStore {
    /** Facts that may still be joined, by id. */
    Table<String, Fact> facts();

    /** What was last said of incidents, by id. */
    Table<String, Said> said();

    /**
     * What was last said of an incident.
     *
     * @param digest of all that was said
     * @param anchors its earliest findings; it is known by the first
     * @param last when something joined it last, in µs
     */
    record Said(int version, int digest, Incident.State state, List<String> anchors, long last) {}
}
