package io.cordon.agent;

/** Who sits at the endpoint, as far as an agent can ask. */
public interface User {
    /**
     * Tells that an act was held; returns at once.
     *
     * @param goOn to be run where the user wants it nevertheless: on any thread, at any time, or never
     */
    void warn(Act held, Runnable goOn);
}
