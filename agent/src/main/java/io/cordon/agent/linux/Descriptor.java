package io.cordon.agent.linux;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import java.util.concurrent.TimeUnit;

/** An open file descriptor that can be waited for. */
final class Descriptor implements AutoCloseable {
    private static final int POLLFD = 8;
    private static final int EVENTS = 4;

    private final int number;
    private boolean closed;

    Descriptor(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    /** Whether it can be read within a time: of a pidfd, whether its process has ended. */
    boolean isReadableWithin(int millis) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        try (Memory poll = new Memory(POLLFD)) {
            poll.setInt(0, number);
            while (true) {
                poll.setInt(EVENTS, LibC.POLLIN); // and no event yet in the two bytes after it
                long left = Math.max(0, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()));
                try {
                    return LibC.C.poll(poll, 1, (int) left) > 0;
                } catch (LastErrorException e) {
                    if (e.getErrorCode() != LibC.EINTR) {
                        throw e;
                    }
                }
            }
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            LibC.C.close(number);
        }
    }
}
