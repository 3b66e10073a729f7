package io.cordon.agent.linux;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * TCP connections that processes of this host make, from the kernel's tables in {@code /proc/net}.
 *
 * <p>The kernel tells nobody of a connection, so the tables are looked at again and again: what begins and ends between two looks is not
 * seen. A look costs as much as the tables are large, so one that was dear is followed by a longer pause.
 */
final class Connections {
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(25);

    /** Looks take at most this part of a core. */
    private static final int SHARE = 10;

    private static final String LISTENS = "0A";
    private static final Set<String> CONNECTS = Set.of("01", "02"); // established, or about to be

    // Columns of /proc/net/tcp.
    private static final int LOCAL = 1;
    private static final int REMOTE = 2;
    private static final int STATE = 3;
    private static final int INODE = 9;

    private final List<Path> tables;
    private final LongSupplier nanos;
    private final LongSupplier spent;
    private Set<Long> known = new HashSet<>();
    private long next;

    /**
     * @param tables the kernel's, or files like them
     * @param nanos a clock like {@link System#nanoTime}
     * @param spent how long this thread has had a core, in ns
     */
    Connections(List<Path> tables, LongSupplier nanos, LongSupplier spent) {
        this.tables = List.copyOf(tables);
        this.nanos = nanos;
        this.spent = spent;
        this.next = nanos.getAsLong();
    }

    /** Of this host. */
    static Connections ofHost() {
        return new Connections(
                List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6")),
                System::nanoTime,
                ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime);
    }

    /** A connection, by the inode of its socket. */
    record Made(long inode, InetSocketAddress from, InetSocketAddress to) {}

    /** The connections that are new since the last look, at the first one all; none where it is too early for another look. */
    List<Made> look() throws IOException {
        if (nanos.getAsLong() - next < 0) {
            return List.of();
        }
        long before = spent.getAsLong();
        Map<Long, Made> open = open();
        List<Made> made = new ArrayList<>();
        open.forEach((inode, one) -> {
            if (!known.contains(inode)) {
                made.add(one);
            }
        });
        known = new HashSet<>(open.keySet());
        next = nanos.getAsLong() + Math.max(PAUSE, (spent.getAsLong() - before) * SHARE);
        return made;
    }

    /** How long it is until the next look, in whole milliseconds from 1. */
    int waitMillis() {
        return (int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(next - nanos.getAsLong()));
    }

    /** Those that were made here: what comes in lies on a port that somebody listens on. */
    private Map<Long, Made> open() throws IOException {
        Set<Integer> listening = new HashSet<>();
        Map<Long, Made> all = new HashMap<>();
        for (Path table : tables) {
            for (String line : lines(table)) {
                String[] columns = line.strip().split("\\s+", -1);
                if (columns[STATE].equals(LISTENS)) {
                    listening.add(address(columns[LOCAL]).getPort());
                } else if (CONNECTS.contains(columns[STATE])) {
                    long inode = Long.parseLong(columns[INODE]);
                    all.put(inode, new Made(inode, address(columns[LOCAL]), address(columns[REMOTE])));
                }
            }
        }
        all.values().removeIf(one -> listening.contains(one.from().getPort()));
        return all;
    }

    private static List<String> lines(Path table) throws IOException {
        try {
            List<String> lines = Files.readAllLines(table, StandardCharsets.ISO_8859_1);
            return lines.subList(Math.min(1, lines.size()), lines.size());
        } catch (NoSuchFileException e) {
            return List.of(); // without IPv6 there is no table of it
        }
    }

    /** {@code 0100007F:1F90}: words of four bytes, each as this machine has it in memory, and the port. */
    private static InetSocketAddress address(String text) throws IOException {
        int colon = text.indexOf(':');
        byte[] bytes = new byte[colon / 2];
        for (int i = 0; i < bytes.length; i++) {
            int at = (i / 4 * 4 + 3 - i % 4) * 2;
            bytes[i] = (byte) Integer.parseInt(text.substring(at, at + 2), 16);
        }
        int port = Integer.parseInt(text.substring(colon + 1), 16);
        return new InetSocketAddress(InetAddress.getByAddress(bytes), port);
    }

    /** Whether a process has a socket open. */
    static boolean isOwner(long pid, long inode) {
        Path expected = Path.of("socket:[" + inode + "]");
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "fd"))) {
            for (Path file : files) {
                if (Files.isSymbolicLink(file) && Files.readSymbolicLink(file).equals(expected)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            return false; // it has ended, or closed what was looked at
        }
    }
}
