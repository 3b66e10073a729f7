package io.cordon.agent.conformance;

import java.io.IOException;

/**
 * One promise of the contract, and what tries to make the agent break it.
 *
 * @param group what it is about
 * @param name what holds
 */
record Case(String group, String name, Script script) {
    /** What is sent, and what is expected. */
    interface Script {
        void run(Trial trial) throws IOException;
    }
}
