package io.cordon.agent.conformance;

/** Ends the agent under test as if the power had failed, and starts it anew. */
public interface Restart {
    void kill();

    /** Returns when it answers again. */
    void start();
}
