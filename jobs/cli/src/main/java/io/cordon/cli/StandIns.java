package io.cordon.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Harmless stand-ins for a fileless chain: a shell, an interpreter that is fed from a pipe, a program that lies in memory only, and a
 * connection to this process. Each has a tag among its arguments, and ends when it is hung up on.
 */
final class StandIns implements AutoCloseable {
    private static final Path PERL = Path.of("/usr/bin/perl");
    private static final String PIPED = "cat \"$0\" | \"$1\" - \"$2\" \"$3\"";
    private static final String FROM_FILE = "\"$2\" - \"$3\" \"$4\" < \"$1\"\n";

    private final Path script;
    private final Path withPid;
    private final Path spared;
    private final ServerSocket server;
    private final Map<String, Socket> calls = new ConcurrentHashMap<>();
    private final List<Process> started = new ArrayList<>();

    /** @param folder where they lie, and the interpreter that is to be protected */
    StandIns(Path folder) throws IOException {
        Path own = Files.createDirectories(folder.resolve("stand-ins"));
        script = copied("stand-in.pl", own);
        withPid = copied("with-pid.pl", own);
        spared = Files.copy(PERL, own.resolve("perl"), StandardCopyOption.COPY_ATTRIBUTES);
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread answering = new Thread(this::answer, "stand-ins");
        answering.setDaemon(true);
        answering.start();
    }

    /** Whether this machine can run them: a Linux where one may choose a process's pid. */
    static boolean canRun() {
        return Files.isExecutable(PERL)
                && Files.isExecutable(Path.of("/bin/bash"))
                && System.getProperty("user.name").equals("root")
                && Files.isWritable(Path.of("/proc/sys/kernel/ns_last_pid"));
    }

    private static Path copied(String name, Path folder) throws IOException {
        try (InputStream in = StandIns.class.getResourceAsStream(name)) {
            Path file = folder.resolve(name);
            Files.copy(Objects.requireNonNull(in), file, StandardCopyOption.REPLACE_EXISTING);
            return file;
        }
    }

    private void answer() {
        try {
            while (true) {
                Socket call = server.accept();
                String tag = new BufferedReader(new InputStreamReader(call.getInputStream(), StandardCharsets.US_ASCII))
                        .readLine();
                calls.put(String.valueOf(tag), call);
            }
        } catch (IOException e) {
            // closed: nobody calls any more
        }
    }

    /** The interpreter that is a protected image. */
    Path spared() {
        return spared;
    }

    /** The chain that is to be found. */
    void chain(String tag) throws IOException {
        run("sh", "-c", PIPED, script.toString(), PERL.toString(), port(), tag);
    }

    /** The same image and arguments, but the script comes from a file; only the shell above reads from a pipe, as over SSH. */
    void withoutPipe(String tag) throws IOException {
        Process shell = start(new ProcessBuilder("sh", "-s", "-", script.toString(), PERL.toString(), port(), tag));
        try (OutputStream commands = shell.getOutputStream()) {
            commands.write(FROM_FILE.getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** The same chain under an interpreter that is protected. */
    void underProtected(String tag) throws IOException {
        run("sh", "-c", PIPED, script.toString(), spared.toString(), port(), tag);
    }

    private String port() {
        return Integer.toString(server.getLocalPort());
    }

    private void run(String... command) throws IOException {
        start(new ProcessBuilder(command).redirectInput(Path.of("/dev/null").toFile()));
    }

    private Process start(ProcessBuilder command) throws IOException {
        started.removeIf(process -> !process.isAlive());
        Process process = command.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        started.add(process);
        return process;
    }

    /** Has the chain of a tag end. */
    void hangUp(String tag) {
        Socket call = calls.remove(tag);
        if (call != null) {
            closeQuietly(call);
        }
    }

    private static void closeQuietly(AutoCloseable one) {
        try {
            one.close();
        } catch (Exception e) {
            // it ends with this process then
        }
    }

    /** A process that was given a pid on purpose; it ends when it is closed. */
    static final class Sleeper implements AutoCloseable {
        private final Process helper;
        private final ProcessHandle sleeper;

        private Sleeper(Process helper, ProcessHandle sleeper) {
            this.helper = helper;
            this.sleeper = sleeper;
        }

        boolean isAlive() {
            return sleeper.isAlive();
        }

        @Override
        public void close() {
            closeQuietly(helper.getOutputStream());
            try {
                if (!helper.waitFor(10, TimeUnit.SECONDS)) {
                    helper.destroyForcibly();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** A process under a pid that has become free; empty where the machine has given it to another meanwhile. */
    Optional<Sleeper> withPid(long pid) throws IOException {
        Process helper = new ProcessBuilder(PERL.toString(), withPid.toString(), Long.toString(pid)).start();
        started.add(helper);
        String said = new BufferedReader(new InputStreamReader(helper.getInputStream(), StandardCharsets.US_ASCII))
                .readLine();
        if ("taken".equals(said)) {
            return Optional.empty();
        }
        if (!"ok".equals(said)) {
            throw new CommandException("no process could be given the pid " + pid + ": " + said);
        }
        return Optional.of(new Sleeper(helper, ProcessHandle.of(pid).orElseThrow()));
    }

    @Override
    public void close() throws IOException {
        server.close();
        calls.values().forEach(StandIns::closeQuietly);
        for (Process process : started) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
