package io.cordon.agent.linux;

/** What happened to processes. */
sealed interface ProcessNews {
    /**
     * One process began as the copy of another.
     *
     * @param nanos the kernel's monotonic time, as {@link System#nanoTime} counts it
     */
    record Forked(long parentPid, long pid, long nanos) implements ProcessNews {}

    record Executed(long pid, long nanos) implements ProcessNews {}

    /**
     * A process ended.
     *
     * @param code as {@code wait} gives it: the exit code times 256, or the signal
     */
    record Exited(long pid, int code, long nanos) implements ProcessNews {}

    /** Some news were lost: what runs has to be looked at. */
    record Lost() implements ProcessNews {}
}
