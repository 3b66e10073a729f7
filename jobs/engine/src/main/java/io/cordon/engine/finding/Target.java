package io.cordon.engine.finding;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The process that a finding's response means, as the agent needs it to find the right one or none.
 *
 * @param pid the process's pid
 * @param start its start in µs on the endpoint's UTC clock
 * @param image shown to people; never a reason to refuse
 * @param session its logon id, where known
 */
public record Target(
        String endpoint,
        String entity,
        long pid,
        long start,
        @Nullable String image,
        @Nullable String commandLine,
        @Nullable String user,
        @Nullable String session) {

    /** A number that any JVM makes of the same target; what a record makes of itself need not be. */
    public int digest() {
        return Objects.hash(endpoint, entity, pid, start, image, commandLine, user, session);
    }
}
