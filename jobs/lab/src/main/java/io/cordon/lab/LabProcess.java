package io.cordon.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One process that the lab started, with its log; ended by its own handle and never by a name. */
final class LabProcess {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int TAIL = 15;

    private final String name;
    private final Process process;
    private final Path log;

    private LabProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /**
     * Starts a command whose input stays open as long as this JVM lives. Output and errors go to {@code directory/name.log}, over
     * what an earlier process of that name wrote.
     */
    static LabProcess start(String name, Path directory, Map<String, String> environment, List<String> command)
            throws IOException {
        Path log = directory.resolve(name + ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.to(log.toFile()));
        builder.environment().putAll(environment);
        Process process = builder.start();
        return new LabProcess(name, process, log);
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits until the process answers, and fails at once if it ends instead. */
    void awaitReady(Probe probe) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!probe.answers()) {
            if (!process.isAlive()) {
                throw new LabException(name + " ended with exit code " + process.exitValue() + "; its log " + log
                        + " ends with:\n" + tail());
            }
            if (System.nanoTime() > deadline) {
                throw new LabException(
                        name + " did not answer within " + PATIENCE.toSeconds() + " s; its log is " + log);
            }
            Waiting.pause(POLL);
        }
    }

    /** Waits for the end of a process that ends by itself and returns what it wrote. */
    String output() {
        try {
            int code = process.waitFor();
            String text = Files.readString(log);
            if (code != 0) {
                String complaint = Complaint.of(text.lines().toList());
                throw new LabException(name + " failed with exit code " + code + "; its log is " + log + "\n"
                        + (complaint.isEmpty() ? tail() : complaint));
            }
            return text;
        } catch (IOException e) {
            throw new LabException("cannot read " + log, e);
        } catch (InterruptedException e) {
            throw Waiting.interrupted(e);
        }
    }

    /** SIGKILL: the process gets no chance to say good-bye. */
    void kill() {
        process.destroyForcibly();
        awaitEnd(Duration.ofSeconds(30));
    }

    void askToEnd() {
        process.destroy();
    }

    void stop() {
        process.destroy();
        if (!awaitEnd(Duration.ofSeconds(10))) {
            kill();
        }
    }

    private boolean awaitEnd(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            throw Waiting.interrupted(e);
        }
    }

    private String tail() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL), lines.size()));
        } catch (IOException e) {
            return "(" + log + " cannot be read)";
        }
    }

    /** Whether a process does its work yet. */
    @FunctionalInterface
    interface Probe {
        boolean answers();
    }
}
