package io.cordon.agent.linux;

import io.cordon.agent.PrivateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * One run of the kernel: names its processes, and says when they started by the wall clock.
 *
 * <p>The kernel counts a process's start in ticks since the boot. When that was by the wall clock is written down in a file, so that
 * a process's start is told as the same time also after the agent was started anew; it is measured again where the wall clock was set.
 *
 * @param id the kernel's id of this run
 * @param bootMicros when it began, in µs since 1970
 */
record Boot(String id, long bootMicros) {
    /** What the kernel shows to programs, whatever its own timer does. */
    static final long MICROS_PER_TICK = 10_000;

    private static final long CLOCK_WAS_SET = TimeUnit.MILLISECONDS.toMicros(100);

    /** @param file where the time is kept; made if it is not there */
    static Boot read(Path file) throws IOException {
        String id = Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
        String uptime = Files.readString(Path.of("/proc/uptime")).split(" ", -1)[0];
        long measured = TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis())
                - Math.round(Double.parseDouble(uptime) * TimeUnit.SECONDS.toMicros(1));
        if (Files.exists(file)) {
            String[] kept = Files.readString(file).strip().split(" ", -1);
            if (kept.length == 2
                    && kept[0].equals(id)
                    && Math.abs(Long.parseLong(kept[1]) - measured) < CLOCK_WAS_SET) {
                return new Boot(id, Long.parseLong(kept[1]));
            }
        }
        PrivateFolder.make(Objects.requireNonNull(file.toAbsolutePath().getParent()));
        Files.writeString(file, id + ' ' + measured + '\n');
        return new Boot(id, measured);
    }

    /** No other process has it, in this run of the kernel or another. */
    String entity(long pid, long startTicks) {
        return id + '-' + pid + '-' + startTicks;
    }

    long startMicros(long startTicks) {
        return bootMicros + startTicks * MICROS_PER_TICK;
    }
}
