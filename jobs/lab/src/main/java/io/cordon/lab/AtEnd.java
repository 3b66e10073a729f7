package io.cordon.lab;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * What is to be done when this JVM ends from outside (a signal, {@code System.exit}): what was said last comes first, so that a
 * folder outlives the processes in it. Shutdown hooks of their own would run side by side.
 */
public final class AtEnd implements AutoCloseable {
    private static final Deque<AtEnd> PENDING = new ArrayDeque<>();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(AtEnd::runAll, "at-end"));
    }

    private static boolean ending;

    private final Runnable task;

    private AtEnd(Runnable task) {
        this.task = task;
    }

    /** Closing what is returned takes the task back, unless the end has begun. */
    public static AtEnd run(Runnable task) {
        synchronized (PENDING) {
            if (ending) {
                throw new LabException("the program ends already");
            }
            AtEnd pending = new AtEnd(task);
            PENDING.push(pending);
            return pending;
        }
    }

    @Override
    public void close() {
        synchronized (PENDING) {
            PENDING.remove(this);
        }
    }

    private static void runAll() {
        List<AtEnd> all;
        synchronized (PENDING) {
            ending = true;
            all = List.copyOf(PENDING);
        }
        RuntimeException failure = null;
        for (AtEnd pending : all) {
            try {
                pending.task.run();
            } catch (RuntimeException e) {
                if (failure != null) {
                    e.addSuppressed(failure);
                }
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
