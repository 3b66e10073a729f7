package io.cordon.lab;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A process that answers once it does its work, and that may be killed and started again in the same place. */
final class Server {
    private final String name;
    private final Supplier<LabProcess> start;
    private final LabProcess.Probe probe;
    private @Nullable LabProcess running;

    Server(String name, Supplier<LabProcess> start, LabProcess.Probe probe) {
        this.name = name;
        this.start = start;
        this.probe = probe;
    }

    /** Starts it, and does not wait for it. */
    void start() {
        if (running != null) {
            throw new LabException("a " + name + " runs already");
        }
        running = start.get();
    }

    void awaitReady() {
        running().awaitReady(probe);
    }

    /** SIGKILL. */
    void kill() {
        running().kill();
        running = null;
    }

    /** SIGKILL, and a new start on what it kept; returns when it answers. */
    void restart() {
        kill();
        start();
        awaitReady();
    }

    long pid() {
        return running().pid();
    }

    private LabProcess running() {
        LabProcess current = running;
        if (current == null) {
            throw new LabException("no " + name + " runs");
        }
        return current;
    }
}
