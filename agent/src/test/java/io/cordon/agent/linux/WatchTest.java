package io.cordon.agent.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.agent.Identity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sensor goes on, whatever fails, and says what it does not see. */
class WatchTest {
    @TempDir
    Path folder = Path.of("");

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final List<String> problems = new CopyOnWriteArrayList<>();

    @Test
    void whereTheKernelTellsNoMoreProcIsLookedAtAndThatIsSaid() throws Exception {
        ProcessSource broken = source(() -> {
            throw new IllegalStateException("EIO");
        });
        try (Watch watch = watch(broken);
                Sleeper sleeper = Sleeper.run(List.of("sleep", "55.5"))) {
            await(() -> told.stream().anyMatch(record -> record.contains("\"sleep 55.5\"")));

            assertThat(watch.source()).isEqualTo("/proc");
            assertThat(problems)
                    .containsExactly(
                            "the sensor fails: broken: java.lang.IllegalStateException: EIO",
                            "processes are told by /proc now");
            assertThat(sleeper.isAlive()).isTrue();
        }
    }

    @Test
    void newsThatWereLostAreCountedAndSaid() throws Exception {
        try (Watch watch = watch(source(() -> List.of(new ProcessNews.Lost())))) {
            await(() -> watch.lost() > 1);

            assertThat(problems.get(0)).startsWith("news of processes were lost");
            assertThat(watch.source()).isEqualTo("broken");
        }
    }

    private interface Poll {
        List<ProcessNews> next();
    }

    private static ProcessSource source(Poll poll) {
        return new ProcessSource() {
            @Override
            public List<ProcessNews> poll(int millis) {
                return poll.next();
            }

            @Override
            public String name() {
                return "broken";
            }

            @Override
            public void close() {}
        };
    }

    private Watch watch(ProcessSource source) throws IOException {
        Boot boot = Boot.read(folder.resolve("boot"));
        Sensor sensor = new Sensor(
                source,
                boot,
                new Ancestry(),
                new EcsRecords(new Identity("acme", "ws1", "test 1"), boot, new UserNames(Path.of("/etc/passwd"))),
                Connections.ofHost(),
                told::add,
                () -> TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis()));
        return new Watch(sensor, source, ProcPolling::new, problems::add).start();
    }

    private static void await(BooleanSupplier what) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!what.getAsBoolean()) {
            assertThat(System.nanoTime()).as("within 30 s").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
