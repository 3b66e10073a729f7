package io.cordon.agent.linux;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import io.cordon.agent.Act;
import io.cordon.agent.Hook;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Has the kernel ask before it runs an image (fanotify's FAN_OPEN_EXEC_PERM), and answers what a hook says of its hash.
 *
 * <p>It must never stop the machine: the kernel asks only while some image is denied; who is protected passes unseen; and what is not
 * known within half a second passes, as everything does when this process ends and its descriptor closes. An event is 24 bytes: its
 * length (4), version (1), reserved (1), the header's length (2), what (8), a descriptor of the image (4) and the pid (4).
 */
final class ImageGate implements AutoCloseable {
    private static final int CLASS_CONTENT = 0x4;
    private static final int CLOSE_ON_EXEC = 0x1;
    private static final int NON_BLOCKING = 0x2;
    private static final int O_CLOEXEC = 0x80000;
    private static final int ADD = 0x1;
    private static final int FLUSH = 0x80;
    private static final int FILESYSTEM = 0x100;
    private static final long OPEN_EXEC_PERM = 0x40000;
    private static final int AT_FDCWD = -100;
    private static final int HEADER = 24;
    private static final int BUFFER = 200 * HEADER;
    private static final int WAIT_MILLIS = 200;
    private static final int DEADLINE_MILLIS = 500;
    private static final long LOOKS_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Descriptor group;
    private final Supplier<Collection<String>> mounts;
    private final ImageHashes hashes = new ImageHashes();
    private final Memory events = new Memory(BUFFER);
    private final ExecutorService workers = Executors.newFixedThreadPool(2, ImageGate::daemon);
    private final ScheduledExecutorService deadline = Executors.newSingleThreadScheduledExecutor(ImageGate::daemon);
    private volatile boolean closed;

    /**
     * Who never waits for an answer.
     *
     * @param pids whether a process passes, whatever it runs
     * @param images whether an image passes, whoever runs it
     */
    record Passes(LongPredicate pids, Predicate<String> images) {}

    private ImageGate(Descriptor group, Supplier<Collection<String>> mounts) {
        this.group = group;
        this.mounts = mounts;
    }

    /**
     * A gate, or empty where the kernel does not let this process stand in it.
     *
     * @param mounts mount points of the filesystems whose images are asked about
     */
    static Optional<ImageGate> open(Supplier<Collection<String>> mounts) {
        try {
            int group = LibC.C.fanotify_init(CLASS_CONTENT | CLOSE_ON_EXEC | NON_BLOCKING, O_CLOEXEC);
            return Optional.of(new ImageGate(new Descriptor(group), mounts));
        } catch (LastErrorException | UnsatisfiedLinkError e) {
            return Optional.empty();
        }
    }

    /** Asks a hook from now on, on threads of its own. */
    void start(Hook hook, Passes passes) {
        daemon(() -> run(hook, passes)).start();
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "image gate");
        thread.setDaemon(true);
        return thread;
    }

    private void run(Hook hook, Passes passes) {
        boolean isWatching = false;
        long looked = System.nanoTime();
        try {
            while (!closed) {
                boolean isWanted = hook.deniesImages();
                if (isWanted && (!isWatching || System.nanoTime() - looked > LOOKS_NANOS)) {
                    looked = System.nanoTime();
                    mounts.get().forEach(this::mark);
                } else if (isWatching && !isWanted) {
                    LibC.C.fanotify_mark(group.number(), FLUSH | FILESYSTEM, 0, AT_FDCWD, "/");
                }
                isWatching = isWanted;
                if (group.isReadableWithin(WAIT_MILLIS)) {
                    read(hook, passes);
                }
            }
        } finally {
            group.close(); // whatever still waits passes
        }
    }

    /** Of a filesystem that can't be asked about, nothing is held. */
    private void mark(String mount) {
        try {
            LibC.C.fanotify_mark(group.number(), ADD | FILESYSTEM, OPEN_EXEC_PERM, AT_FDCWD, mount);
        } catch (LastErrorException e) {
            // proc and its like, or gone since
        }
    }

    private void read(Hook hook, Passes passes) {
        int length;
        try {
            length = (int) LibC.C.read(group.number(), events, BUFFER);
        } catch (LastErrorException e) {
            return; // who asked has gone, or it can't be opened: then the kernel answers
        }
        ByteBuffer all = ByteBuffer.wrap(events.getByteArray(0, length)).order(ByteOrder.nativeOrder());
        for (int at = 0; at + HEADER <= length; at += Math.max(HEADER, all.getInt(at))) {
            int image = all.getInt(at + 16);
            if (image >= 0) { // else some were lost, and have passed
                judge(new ImageQuestion(group, image, all.getInt(at + 20)), hook, passes);
            }
        }
    }

    private void judge(ImageQuestion question, Hook hook, Passes passes) {
        if (passes.pids().test(question.pid())) {
            question.answer(Hook.Answer.ALLOW);
            return;
        }
        try {
            @SuppressWarnings("unused") // what is answered by then is not answered again
            Future<?> late =
                    deadline.schedule(() -> question.answer(Hook.Answer.ALLOW), DEADLINE_MILLIS, TimeUnit.MILLISECONDS);
            workers.execute(() -> question.answer(judged(question, hook, passes)));
        } catch (RejectedExecutionException e) {
            question.answer(Hook.Answer.ALLOW); // closed
        }
    }

    private Hook.Answer judged(ImageQuestion question, Hook hook, Passes passes) {
        try {
            return passes.images().test(question.hostPath())
                    ? Hook.Answer.ALLOW
                    : hook.ask(new Act("", hashes.of(question), question.path(), question.process(), ""));
        } catch (IOException | RuntimeException e) {
            return Hook.Answer.ALLOW; // answered meanwhile, or can't be read
        }
    }

    @Override
    public void close() {
        closed = true;
        workers.shutdownNow();
        deadline.shutdownNow();
    }
}
