package io.cordon.agent;

import io.cordon.schemas.Order;
import io.cordon.schemas.Verb;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Carries out some of the orders on this host.
 *
 * <p>What it did before it can be asked to do again: the agent may have ended in between, and did not hear what came of it.
 */
public interface Actuator {
    /** What it can do here and now; what ends a leased verb goes without saying. */
    Set<Verb> verbs();

    /** What else it announces. */
    default Stream<String> capabilities() {
        return Stream.empty();
    }

    /**
     * Carries out an order that is verified, in time, and written down.
     *
     * @param again whether the agent ended while this was being carried out
     * @throws IOException where the operating system fails
     */
    Result perform(Order order, boolean again) throws IOException;

    /**
     * Ends the effect of a lease; there may be none left.
     *
     * @throws IOException where the operating system fails; it will be asked again
     */
    Result end(Lease lease) throws IOException;

    /**
     * Puts a lease that was in force into force again, after the agent or the host was started anew.
     *
     * @throws IOException where the operating system fails
     */
    default void restore(Lease lease) throws IOException {
        perform(lease.order(), true);
    }
}
