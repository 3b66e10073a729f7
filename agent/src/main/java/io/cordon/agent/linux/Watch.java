package io.cordon.agent.linux;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Keeps the sensor at work, on a thread of its own: whatever fails, it goes on with the source that always is there, and says so. An
 * agent without eyes would go on to answer as if nothing happened.
 */
final class Watch implements AutoCloseable {
    private static final int WAIT_MILLIS = 200;
    private static final long PAUSE_MILLIS = 1_000;

    private final Sensor sensor;
    private final Supplier<ProcessSource> instead;
    private final Consumer<String> onProblem;
    private final Thread thread = new Thread(this::run, "sensor");
    private volatile ProcessSource source;
    private volatile long lost;
    private volatile boolean closed;

    /**
     * @param source what the sensor was started with
     * @param instead opens what is gone on with where that fails
     * @param onProblem told what is seen less well, and why
     */
    Watch(Sensor sensor, ProcessSource source, Supplier<ProcessSource> instead, Consumer<String> onProblem) {
        this.sensor = sensor;
        this.source = source;
        this.instead = instead;
        this.onProblem = onProblem;
    }

    Watch start() {
        thread.setDaemon(true);
        thread.start();
        return this;
    }

    private void run() {
        while (!closed) {
            try {
                sensor.poll(WAIT_MILLIS);
                noteLost();
            } catch (IOException | RuntimeException e) {
                goOnInstead(e);
            }
        }
    }

    private void noteLost() {
        if (sensor.lost() > lost) {
            lost = sensor.lost();
            onProblem.accept("news of processes were lost: more come than are read; what was shorter is not seen");
        }
    }

    private void goOnInstead(Exception why) {
        onProblem.accept("the sensor fails: " + source.name() + ": " + why);
        try {
            source.close();
            source = instead.get();
            sensor.turnTo(source);
            onProblem.accept("processes are told by " + source.name() + " now");
        } catch (IOException | RuntimeException e) {
            onProblem.accept("the sensor sees nothing: " + e);
            pause();
        }
    }

    /** Before it is tried again. */
    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    String source() {
        return source.name();
    }

    /** How often news were lost. */
    long lost() {
        return lost;
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        source.close();
    }
}
