package io.cordon.agent.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What {@code /proc} says of processes. A process may end at any time: then it says nothing. */
final class ProcFs {
    private static final Path ROOT = Path.of("/proc");

    // Fields of /proc/PID/stat, counted from the one after the command in parentheses, which may hold blanks itself.
    private static final int STATE = 0;
    private static final int PPID = 1;
    private static final int STARTTIME = 19;

    private ProcFs() {}

    /**
     * What tells a process from others.
     *
     * @param startTicks its start, in ticks since the boot
     * @param state the kernel's letter, such as {@code R} for running
     */
    record Stat(long pid, long parentPid, long startTicks, char state) {
        /** Whether it has ended and only waits to be asked how. */
        boolean isZombie() {
            return state == 'Z' || state == 'X';
        }

        /** Whether it stands still, by a signal or by a debugger. */
        boolean isStopped() {
            return state == 'T' || state == 't';
        }
    }

    /**
     * What a process runs.
     *
     * @param executable the image's full path; what is not on a disk ends in {@code (deleted)}
     * @param arguments the image's name as it was called first
     * @param input what its standard input is: {@code pipe}, {@code socket}, {@code tty}, {@code null}, {@code file} or, where that
     *     cannot be told, {@code unknown}
     */
    record Image(String executable, List<String> arguments, String workingDirectory, long uid, String input) {
        Image {
            arguments = List.copyOf(arguments);
        }
    }

    static Optional<Stat> stat(long pid) {
        try {
            String text = Files.readString(ROOT.resolve(pid + "/stat"), StandardCharsets.ISO_8859_1);
            String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
            return Optional.of(new Stat(
                    pid, Long.parseLong(fields[PPID]), Long.parseLong(fields[STARTTIME]), fields[STATE].charAt(0)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The image, or empty for a kernel thread and for a process that has ended. */
    static Optional<Image> image(long pid) {
        Path process = ROOT.resolve(Long.toString(pid));
        try {
            String executable = Files.readSymbolicLink(executable(pid)).toString();
            String line = new String(Files.readAllBytes(process.resolve("cmdline")), StandardCharsets.UTF_8);
            List<String> arguments = new ArrayList<>(List.of(line.split("\0", -1)));
            if (line.isEmpty() || line.endsWith("\0")) {
                arguments.remove(arguments.size() - 1);
            }
            String directory = Files.readSymbolicLink(process.resolve("cwd")).toString();
            return Optional.of(new Image(executable, arguments, directory, uid(process), input(process)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The kernel's link to a process's image. */
    static Path executable(long pid) {
        return ROOT.resolve(pid + "/exe");
    }

    private static String input(Path process) {
        try {
            String input = Files.readSymbolicLink(process.resolve("fd/0")).toString();
            int colon = input.indexOf(":[");
            if (colon > 0) {
                return input.substring(0, colon);
            }
            boolean isTerminal = input.startsWith("/dev/pts/") || input.startsWith("/dev/tty");
            return isTerminal ? "tty" : input.equals("/dev/null") ? "null" : "file";
        } catch (IOException e) {
            return "unknown";
        }
    }

    /** The pids of all processes, threads not among them. */
    static List<Long> pids() throws IOException {
        List<Long> pids = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(ROOT, "[0-9]*")) {
            for (Path process : processes) {
                pids.add(Long.valueOf(process.getFileName().toString()));
            }
        }
        return pids;
    }

    /** The effective user's id. */
    private static long uid(Path process) throws IOException {
        for (String line : Files.readString(process.resolve("status"), StandardCharsets.ISO_8859_1)
                .split("\n", -1)) {
            if (line.startsWith("Uid:")) {
                return Long.parseLong(line.split("\\s+", -1)[2]);
            }
        }
        return -1;
    }
}
