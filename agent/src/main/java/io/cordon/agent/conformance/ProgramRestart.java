package io.cordon.agent.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Restarts an agent that only its author knows how to reach, through a program of his: it is called with {@code kill}, and returns when
 * the agent is gone, or with {@code start}, and returns when the agent answers again.
 */
public final class ProgramRestart implements Restart {
    private final Program program;

    /**
     * Restarts through a program.
     *
     * @param program the program with its first arguments
     */
    public ProgramRestart(List<String> program) {
        this.program = new Program(program);
    }

    @Override
    public void kill() {
        run("kill");
    }

    @Override
    public void start() {
        run("start");
    }

    private void run(String what) {
        try {
            program.run(what);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
