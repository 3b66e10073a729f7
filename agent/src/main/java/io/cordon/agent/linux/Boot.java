package io.cordon.agent.linux;

import io.cordon.agent.PrivateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * One run of the kernel: names its processes, and says when they started by the wall clock.
 *
 * <p>The kernel counts a process's start in ticks since the boot. When that was by the wall clock is written down in a file, so that
 * a process's start is told as the same time also after the agent was started anew. It is measured again where the wall clock was
 * set, or all news would seem old; what was measured before is kept beside it, since orders name starts that were told by then.
 *
 * @param id the kernel's id of this run
 * @param measured when it began, in µs since 1970: as it is told now, then as it was told before
 */
record Boot(String id, List<Long> measured) {
    /** What the kernel shows to programs, whatever its own timer does. */
    static final long MICROS_PER_TICK = 10_000;

    private static final long CLOCK_WAS_SET = TimeUnit.MILLISECONDS.toMicros(100);
    private static final int MOST_KEPT = 32;

    Boot {
        measured = List.copyOf(measured);
    }

    /** @param file where the times are kept; made if it is not there */
    static Boot read(Path file) throws IOException {
        String id = Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
        String uptime = Files.readString(Path.of("/proc/uptime")).split(" ", -1)[0];
        long now = TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis())
                - Math.round(Double.parseDouble(uptime) * TimeUnit.SECONDS.toMicros(1));
        return new Boot(id, kept(file, id)).at(now).write(file);
    }

    private static List<Long> kept(Path file, String id) throws IOException {
        List<Long> kept = new ArrayList<>();
        if (Files.exists(file)) {
            String[] words = Files.readString(file).strip().split(" ", -1);
            for (int i = 1; i < words.length && words[0].equals(id); i++) {
                kept.add(Long.valueOf(words[i]));
            }
        }
        return kept;
    }

    /** The same run, told by what was measured now, or before where that is as good as the same. */
    private Boot at(long now) {
        long told = measured.stream()
                .filter(one -> Math.abs(one - now) < CLOCK_WAS_SET)
                .findFirst()
                .orElse(now);
        List<Long> all = new ArrayList<>(List.of(told));
        measured.stream().filter(one -> one != told).forEach(all::add);
        return new Boot(id, all.subList(0, Math.min(MOST_KEPT, all.size())));
    }

    private Boot write(Path file) throws IOException {
        if (!kept(file, id).equals(measured)) {
            PrivateFolder.make(Objects.requireNonNull(file.toAbsolutePath().getParent()));
            StringBuilder line = new StringBuilder(id);
            measured.forEach(one -> line.append(' ').append(one));
            Files.writeString(file, line.append('\n'));
        }
        return this;
    }

    long bootMicros() {
        return measured.get(0);
    }

    /** No other process has it, in this run of the kernel or another. */
    String entity(long pid, long startTicks) {
        return id + '-' + pid + '-' + startTicks;
    }

    long startMicros(long startTicks) {
        return bootMicros() + startTicks * MICROS_PER_TICK;
    }

    /** How far a start as it is told now is from one that was said, by the measure that comes closest. */
    long apart(long startMicros, long said) {
        return measured.stream()
                .mapToLong(one -> Math.abs(startMicros - bootMicros() + one - said))
                .min()
                .orElseThrow();
    }
}
