package io.cordon.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever ends a program that has a lab, in whatever way and at whatever moment, is left with none of its processes. */
class EndedFromOutsideTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @ParameterizedTest
    @ValueSource(strings = {"jobmanager", "kafka-format", "taskmanager-1"})
    void aTerminatedProgramEndsItsProcessesAndThenTheRest(String moment, @TempDir Path directory)
            throws IOException, InterruptedException {
        Process program = startedUpTo(moment, directory);

        program.destroy();
        program.waitFor();

        assertThat(processesOf(directory)).isEmpty();
        assertThat(directory.resolve(WaitingLab.LEFT)).hasContent("0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jobmanager", "kafka-format", "taskmanager-1"})
    void theProcessesOfAKilledProgramEndByThemselves(String moment, @TempDir Path directory)
            throws IOException, InterruptedException {
        Process program = startedUpTo(moment, directory);

        program.destroyForcibly();
        program.waitFor();

        await(() -> processesOf(directory).isEmpty());
    }

    /** A program whose lab has just started the process of this name. */
    private static Process startedUpTo(String process, Path directory) throws IOException {
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        WaitingLab.class.getName(),
                        System.getProperty("cordon.root"),
                        directory.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("program.log").toFile())
                .start();
        await(() -> Files.exists(directory.resolve(process + ".pid")));
        return program;
    }

    /** The command lines of what runs in the folder, but for the program itself. */
    private static List<String> processesOf(Path directory) {
        return ProcessHandle.allProcesses()
                .flatMap(handle -> handle.info().commandLine().stream())
                .filter(line -> line.contains(directory + "/") && !line.contains(WaitingLab.class.getName()))
                .toList();
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("not within %s", PATIENCE).isLessThan(deadline);
            Waiting.pause(Duration.ofMillis(20));
        }
    }
}
