package io.cordon.endtoend;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Asks again until it holds, with a deadline. */
final class Eventually {
    private static final Duration PATIENCE = Duration.ofMinutes(6);

    private Eventually() {}

    static void holds(String what, Callable<Boolean> question) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!question.call()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("within " + PATIENCE + " it did not come true that " + what);
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }
}
