package io.cordon.agent.linux;

import com.sun.jna.LastErrorException;
import com.sun.jna.Pointer;
import io.cordon.agent.ProcessTable;
import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The kernel's processes, held by pidfd: a descriptor of one process, which no later holder of its pid can be reached by. */
final class LinuxProcesses implements ProcessTable {
    private static final int LONGEST_END_MILLIS = 5_000;
    private static final long LONGEST_STOP_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

    private final Boot boot;
    private final Ancestry ancestry;

    LinuxProcesses(Boot boot, Ancestry ancestry) {
        this.boot = boot;
        this.ancestry = ancestry;
    }

    @Override
    public Optional<Handle> open(long pid) throws IOException {
        Descriptor descriptor;
        try {
            descriptor = new Descriptor((int) LibC.C.syscall(LibC.PIDFD_OPEN, (int) pid, 0));
        } catch (LastErrorException e) {
            if (e.getErrorCode() == LibC.ESRCH) {
                return Optional.empty();
            }
            throw new IOException("pidfd_open of " + pid + ": " + e.getMessage(), e);
        }
        // If it still runs after /proc was read, then what was read is its own: a pid is not given anew while its
        // holder runs.
        Optional<Facts> facts =
                ProcFs.stat(pid).filter(stat -> !stat.isZombie()).map(this::facts);
        if (facts.isEmpty() || descriptor.isReadableWithin(0)) {
            descriptor.close();
            return Optional.empty();
        }
        return Optional.of(new PidHandle(facts.get(), descriptor));
    }

    @Override
    public List<Facts> all() throws IOException {
        List<Facts> all = new ArrayList<>();
        for (long pid : ProcFs.pids()) {
            ProcFs.stat(pid).filter(stat -> !stat.isZombie()).map(this::facts).ifPresent(all::add);
        }
        return all;
    }

    @Override
    public List<String> ancestry(Facts of) {
        List<String> known = new ArrayList<>();
        of.parent().ifPresent(parent -> {
            known.add(parent);
            known.addAll(ancestry.of(parent));
        });
        return known;
    }

    @Override
    public long apart(Facts process, long startMicros) {
        return boot.apart(process.startMicros(), startMicros);
    }

    @Override
    public Duration resolution() {
        return Duration.of(Boot.MICROS_PER_TICK, ChronoUnit.MICROS);
    }

    /** Its creator as it was seen; where nobody saw it, whoever the kernel calls its parent. */
    private Facts facts(ProcFs.Stat stat) {
        String entity = boot.entity(stat.pid(), stat.startTicks());
        Optional<String> parent = ancestry.parent(entity)
                .or(() -> ProcFs.stat(stat.parentPid()).map(above -> boot.entity(above.pid(), above.startTicks())));
        Optional<ProcFs.Image> image = ProcFs.image(stat.pid());
        return new Facts(
                stat.pid(),
                entity,
                parent,
                boot.startMicros(stat.startTicks()),
                image.map(known -> hostPath(stat.pid(), known)),
                image.map(ProcFs.Image::uid).orElse(-1L));
    }

    private static String hostPath(long pid, ProcFs.Image image) {
        try {
            return HostPath.of(ProcFs.executable(pid));
        } catch (IOException e) {
            return image.executable(); // it has ended meanwhile
        }
    }

    private record PidHandle(Facts facts, Descriptor descriptor) implements Handle {
        @Override
        public boolean suspend() throws IOException {
            return signal(LibC.SIGSTOP) && stands();
        }

        /** Until the signal has reached it, it may still have a child; one that waits in the kernel is stopped when it comes back. */
        private boolean stands() {
            long deadline = System.nanoTime() + LONGEST_STOP_NANOS;
            while (System.nanoTime() < deadline) {
                Optional<ProcFs.Stat> stat = ProcFs.stat(facts.pid());
                if (stat.isEmpty() || stat.get().isZombie()) {
                    return false;
                }
                if (stat.get().isStopped()) {
                    return true;
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            return true;
        }

        @Override
        public boolean resume() throws IOException {
            return signal(LibC.SIGCONT);
        }

        @Override
        public boolean kill() throws IOException {
            signal(LibC.SIGKILL);
            return descriptor.isReadableWithin(LONGEST_END_MILLIS);
        }

        private boolean signal(int signal) throws IOException {
            try {
                LibC.C.syscall(LibC.PIDFD_SEND_SIGNAL, descriptor.number(), signal, Pointer.NULL, 0);
                return true;
            } catch (LastErrorException e) {
                if (e.getErrorCode() == LibC.ESRCH) {
                    return false;
                }
                throw new IOException("signal " + signal + " to " + facts.pid() + ": " + e.getMessage(), e);
            }
        }

        @Override
        public void close() {
            descriptor.close();
        }
    }
}
