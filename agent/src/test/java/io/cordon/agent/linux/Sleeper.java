package io.cordon.agent.linux;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real process that does nothing, for at most a minute. */
final class Sleeper implements AutoCloseable {
    private final Process process;

    private Sleeper(Process process) {
        this.process = process;
    }

    static Sleeper start() throws IOException {
        return run(List.of("sleep", "60"));
    }

    static Sleeper run(List<String> command) throws IOException {
        return new Sleeper(new ProcessBuilder(command).start());
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Whether the kernel has it stopped. */
    boolean isStopped() {
        return ProcFs.stat(pid()).orElseThrow().isStopped();
    }

    int awaitEnd() throws InterruptedException {
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new AssertionError(pid() + " did not end");
        }
        return process.exitValue();
    }

    List<ProcessHandle> descendants() {
        return process.descendants().toList();
    }

    void end() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    @Override
    public void close() {
        end();
    }
}
