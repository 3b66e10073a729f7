package io.cordon.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Says what a command waits for: a running clock on a terminal, one line per step elsewhere. */
public final class Steps {
    private final PrintStream out;
    private final boolean terminal;

    Steps(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    public static Steps onStandardError() {
        return new Steps(System.err, Boolean.getBoolean("cordon.terminal"));
    }

    <T> T step(String what, Callable<T> work) {
        long start = System.nanoTime();
        CountDownLatch done = new CountDownLatch(1);
        Thread clock = new Thread(() -> tick(what, start, done), "progress");
        clock.setDaemon(true);
        clock.start();
        try {
            T result = work.call();
            finish(done, clock);
            out.printf("%s%s (%.1f s)%n", terminal ? "\r" : "", what, seconds(start));
            return result;
        } catch (RuntimeException e) {
            finish(done, clock);
            throw e;
        } catch (Exception e) {
            finish(done, clock);
            throw new CommandException(what + ": " + e.getMessage(), e);
        }
    }

    private void tick(String what, long start, CountDownLatch done) {
        try {
            while (!done.await(terminal ? 200 : 10_000, TimeUnit.MILLISECONDS)) {
                if (terminal) {
                    out.printf("\r%s … %.0f s", what, seconds(start));
                } else {
                    out.printf("%s … %.0f s%n", what, seconds(start));
                }
                out.flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void finish(CountDownLatch done, Thread clock) {
        done.countDown();
        try {
            clock.join(Duration.ofSeconds(1).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
