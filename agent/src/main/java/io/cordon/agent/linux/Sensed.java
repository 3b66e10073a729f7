package io.cordon.agent.linux;

import java.util.Optional;

/** One process as the sensor knows it: what it was when it was last looked at. */
final class Sensed {
    final long pid;
    final long startTicks;
    final String entity;
    final Optional<String> parent;
    final long parentPid;

    /** What it runs; before its own {@code exec} what its parent ran. */
    Optional<ProcFs.Image> image;

    /** Whether a record of its start was written. */
    boolean isTold;

    Sensed(
            long pid,
            long startTicks,
            String entity,
            Optional<String> parent,
            long parentPid,
            Optional<ProcFs.Image> image) {
        this.pid = pid;
        this.startTicks = startTicks;
        this.entity = entity;
        this.parent = parent;
        this.parentPid = parentPid;
        this.image = image;
    }
}
