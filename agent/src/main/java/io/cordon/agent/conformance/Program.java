package io.cordon.agent.conformance;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program of an agent's author, that the kit calls.
 *
 * @param command the program with its first arguments
 */
record Program(List<String> command) {
    private static final int LONGEST_SECONDS = 60;

    Program {
        command = List.copyOf(command);
    }

    record Called(int code, String said) {}

    Called call(String... arguments) throws IOException {
        Process process = started(Redirect.PIPE, arguments);
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Called(ended(process), said);
    }

    /** Calls it for what it does; what it leaves running may keep its output. */
    void run(String argument) throws IOException {
        int code = ended(started(Redirect.INHERIT, argument));
        if (code != 0) {
            throw new IOException(String.join(" ", command) + ' ' + argument + " ended with " + code);
        }
    }

    private Process started(Redirect output, String... arguments) throws IOException {
        List<String> whole = new ArrayList<>(command);
        whole.addAll(List.of(arguments));
        return new ProcessBuilder(whole)
                .redirectOutput(output)
                .redirectError(Redirect.INHERIT)
                .start();
    }

    private int ended(Process process) throws IOException {
        try {
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(String.join(" ", command) + " does not end");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
