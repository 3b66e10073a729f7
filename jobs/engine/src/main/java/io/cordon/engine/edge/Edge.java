package io.cordon.engine.edge;

import io.cordon.engine.edge.Trace.Started;
import java.util.List;
import java.util.OptionalLong;

/**
 * A remote execution: somebody on one endpoint had something run on another.
 *
 * @param id the same for all versions of what is known of it
 * @param keys what was seen at both ends, or ties one end to the other
 * @param offset how far the source's clock runs ahead of the target's in µs, where something tells
 * @param evidence what proves it, in order of time, each on its own endpoint's clock
 */
public record Edge(
        String tenant,
        String id,
        Mechanism mechanism,
        List<String> techniques,
        Tier tier,
        Source source,
        Target target,
        List<String> keys,
        OptionalLong offset,
        List<Sighting> evidence) {

    /**
     * Where it came from.
     *
     * @param endpoint empty where only the address is known
     * @param process by the sensor's id; empty where it is not known
     */
    public record Source(String endpoint, String address, String process, String image) {}

    /**
     * What it reached.
     *
     * @param object the service, task, subscription or file; of a session {@code session <logon id> of <user>}; empty where it was a
     *     process
     * @param started the processes, in order; none while an object has not started one
     */
    public record Target(String endpoint, String object, List<Started> started) {}

    /** Whether what runs at its end is a descendant of its source. */
    public boolean passesLineage() {
        return tier == Tier.T1 && mechanism.passesLineage();
    }
}
