package io.cordon.agent.conformance;

import java.io.IOException;
import java.util.Optional;

/** Starts harmless processes on the agent's endpoint, for commands to name, and looks whether they live. */
public interface Victims extends AutoCloseable {
    /**
     * A process as a command names it.
     *
     * @param entity as the agent's sensor names it
     * @param startMicros in µs since 1970, as the agent's sensor tells it
     */
    record Victim(long pid, String entity, long startMicros) {}

    /** A process that does nothing; with a child that does nothing if asked for. */
    Victim start(boolean withChild) throws IOException;

    /** A process that the agent protects, or empty where none is known. */
    Optional<Victim> protectedOne() throws IOException;

    boolean isAlive(Victim victim) throws IOException;

    /** Whether the child that it was started with is alive. */
    boolean isChildAlive(Victim victim) throws IOException;

    boolean isSuspended(Victim victim) throws IOException;

    /** Has happen what a rule describes, and returns whether it was held; empty where nobody here can. */
    default Optional<Boolean> isHeld(String rule) throws IOException {
        return Optional.empty();
    }

    @Override
    void close();
}
