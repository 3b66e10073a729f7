package io.cordon.agent.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent of somebody else's is killed and started anew by a program of his. */
class ProgramRestartTest {
    @TempDir
    private Path folder;

    @Test
    void theProgramIsToldWhatToDo() throws IOException {
        Path told = folder.resolve("told");
        Restart restart = program("echo \"$1\" >> " + told);

        restart.kill();
        restart.start();

        assertThat(told).content().isEqualTo("kill\nstart\n");
    }

    @Test
    void whatItLeavesRunningIsNotWaitedFor() throws IOException {
        Path agent = folder.resolve("agent.pid");

        program("sleep 300 &\necho $! > " + agent).start();

        ProcessHandle left = ProcessHandle.of(
                        Long.parseLong(Files.readString(agent).strip()))
                .orElseThrow();
        assertThat(left.isAlive()).isTrue();
        left.destroyForcibly();
    }

    @Test
    void aProgramThatFailsIsNoRestart() throws IOException {
        Restart restart = program("exit 3");

        assertThatThrownBy(restart::kill).hasMessageContaining("kill ended with 3");
    }

    private Restart program(String script) throws IOException {
        Path file = Files.writeString(folder.resolve("restart.sh"), script + "\n");
        return new ProgramRestart(List.of("sh", file.toString()));
    }
}
