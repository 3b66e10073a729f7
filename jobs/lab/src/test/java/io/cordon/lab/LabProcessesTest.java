package io.cordon.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabProcessesTest {
    private static final Program WAITING =
            new Program(List.of(), System.getProperty("java.class.path"), Waits.class.getName(), List.of());

    /** A program that does not end by itself. */
    static final class Waits {
        private Waits() {}

        public static void main(String[] arguments) throws InterruptedException {
            new CountDownLatch(1).await();
        }
    }

    @Test
    void endsWhatRunsAndStartsNothingAfterwards(@TempDir Path directory) {
        LabProcesses processes = new LabProcesses(directory);
        LabProcess running = processes.start("first", WAITING);
        assertThat(running.isAlive()).isTrue();

        processes.end();

        assertThat(running.isAlive()).isFalse();
        assertThatThrownBy(() -> processes.start("second", WAITING)).isInstanceOf(LabException.class);
        assertThat(directory.resolve("second.log")).doesNotExist();
    }

    /** A program that says what it is told. */
    static final class Says {
        private Says() {}

        public static void main(String[] arguments) {
            System.out.println(arguments[0]);
        }
    }

    @Test
    void aProgramsOutputIsItsOwnAlsoWhereOneOfTheSameNameRanBefore(@TempDir Path directory) {
        assertThat(says(directory, "first")).isEqualTo("first");
        assertThat(says(directory, "second")).isEqualTo("second");
    }

    private static String says(Path directory, String what) {
        Program program =
                new Program(List.of(), System.getProperty("java.class.path"), Says.class.getName(), List.of(what));
        return new LabProcesses(directory).start("says", program).output().strip();
    }

    @Test
    void whatAProgramWroteIsReadAndWhatItFailedOfIsTold(@TempDir Path directory) {
        LabProcesses processes = new LabProcesses(directory);
        Program unknown = new Program(List.of(), ".", "no.such.Main", List.of());

        assertThatThrownBy(() -> processes.start("typo", unknown).output())
                .isInstanceOf(LabException.class)
                .hasMessageContaining("typo failed with exit code 1")
                .hasMessageContaining("no.such.Main");
    }
}
