package io.cordon.endtoend;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Asks again until it holds, with a deadline. */
final class Eventually {
    private static final Duration PATIENCE = Duration.ofMinutes(6);

    private Eventually() {}

    static void holds(String what, Callable<Boolean> question) throws Exception {
        holds(what, question, () -> "");
    }

    /**
     * Waits.
     *
     * @param condition what to say of the state of things where it did not come true
     */
    static void holds(String what, Callable<Boolean> question, Callable<String> condition) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!question.call()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(
                        "within " + PATIENCE + " it did not come true that " + what + "\n" + condition.call());
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }
}
