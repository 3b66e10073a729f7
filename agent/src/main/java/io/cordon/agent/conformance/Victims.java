package io.cordon.agent.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Optional;

/** Makes harmless processes and things on the agent's endpoint, for commands to name, and looks what becomes of them. */
public interface Victims extends AutoCloseable {
    /**
     * A process as a command names it.
     *
     * @param entity as the agent's sensor names it
     * @param startMicros in µs since 1970, as the agent's sensor tells it
     */
    record Victim(long pid, String entity, long startMicros) {}

    /**
     * A thing that a command names beside processes.
     *
     * @param kind the kind of OpenC2's target, such as {@code x-cordon:service}; {@code image} for a file that runs
     * @param name what stands in the target, a text or an object: {@code {"name": "updater"}}
     */
    record Thing(String kind, JsonNode name) {}

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

    /**
     * Makes a thing, another one with each call, or finds one: a file with {@code path} and {@code hashes}, an image with the same, an
     * {@code ipv4_net} that is reached and needed by nobody, an account that nobody uses. Empty where nobody here can.
     */
    default Optional<Thing> make(String kind) throws IOException {
        return Optional.empty();
    }

    /** Whether a thing is as it was made: the file is there, the image runs, the address is reached, the account may log in. */
    default boolean isAsMade(Thing thing) throws IOException {
        throw new IOException("nothing was made");
    }

    @Override
    void close();
}
