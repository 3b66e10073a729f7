package io.cordon.agent.linux;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
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
import java.util.function.Supplier;

/**
 * TCP connections that processes of this host make, from the kernel's tables in {@code /proc/net}.
 *
 * <p>The kernel tells nobody of a connection, so the tables are looked at again and again: what begins and ends between two looks is not
 * seen. A look costs as much as the tables are large, so one that was dear is followed by a longer pause.
 */
final class Connections {
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(25);

    /** In how many looks the process is looked for that made a connection: it may not be known yet, or not be of this host's. */
    static final int MOST_LOOKS = 40;

    /** Looks take at most this part of a core. */
    private static final int SHARE = 10;

    private static final String SOCKET = "socket:[";
    private static final String LISTENS = "0A";
    private static final Set<String> CONNECTS = Set.of("01", "02"); // established, or about to be

    // Columns of /proc/net/tcp.
    private static final int LOCAL = 1;
    private static final int REMOTE = 2;
    private static final int STATE = 3;
    private static final int INODE = 9;

    private final Path proc;
    private final LongSupplier nanos;
    private final LongSupplier spent;
    private Set<Long> known = new HashSet<>();
    /** In how many looks nobody was found who has a socket open, by its inode. */
    private Map<Long, Integer> ownerless = new HashMap<>();

    private long next;

    /**
     * @param proc where the kernel's files are, or files like them
     * @param nanos a clock like {@link System#nanoTime}
     * @param spent how long this thread has had a core, in ns
     */
    Connections(Path proc, LongSupplier nanos, LongSupplier spent) {
        this.proc = proc;
        this.nanos = nanos;
        this.spent = spent;
        this.next = nanos.getAsLong();
    }

    /** Of this host. */
    static Connections ofHost() {
        return new Connections(
                Path.of("/proc"), System::nanoTime, ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime);
    }

    /** A connection, by the inode of its socket, and the process that has it open. */
    record Made(long inode, long pid, InetSocketAddress from, InetSocketAddress to) {}

    private record Open(InetSocketAddress from, InetSocketAddress to) {}

    /**
     * The connections that are new since the last look, at the first one all; none where it is too early for another look.
     *
     * @param pids whose connections are told; the likeliest first, so that few have to be looked at
     */
    List<Made> look(Supplier<List<Long>> pids) throws IOException {
        if (nanos.getAsLong() - next < 0) {
            return List.of();
        }
        long before = spent.getAsLong();
        Map<Long, Open> open = open();
        Map<Long, Open> fresh = new HashMap<>(open);
        fresh.keySet().removeAll(known);
        List<Made> made = fresh.isEmpty() ? List.of() : made(fresh, pids.get());
        known = new HashSet<>(open.keySet());
        lookAgainFor(fresh.keySet());
        next = nanos.getAsLong() + Math.max(PAUSE, (spent.getAsLong() - before) * SHARE);
        return made;
    }

    /** The kernel tells of a process on another way than of its connections, and may be heard a moment later. */
    private void lookAgainFor(Set<Long> inodes) {
        Map<Long, Integer> looks = new HashMap<>();
        for (long inode : inodes) {
            int before = ownerless.getOrDefault(inode, 0);
            if (before + 1 < MOST_LOOKS) {
                looks.put(inode, before + 1);
                known.remove(inode);
            }
        }
        ownerless = looks;
    }

    /** Those of the processes; they are removed from what is fresh. */
    private List<Made> made(Map<Long, Open> fresh, List<Long> pids) {
        List<Made> made = new ArrayList<>();
        for (long pid : pids) {
            for (long inode : sockets(pid)) {
                Open one = fresh.remove(inode);
                if (one != null) {
                    made.add(new Made(inode, pid, one.from(), one.to()));
                }
            }
            if (fresh.isEmpty()) {
                break;
            }
        }
        return made;
    }

    /** How long it is until the next look, in whole milliseconds from 1. */
    int waitMillis() {
        return (int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(next - nanos.getAsLong()));
    }

    /** Those that were made here: what comes in lies on a port that somebody listens on. */
    private Map<Long, Open> open() throws IOException {
        Set<Integer> listening = new HashSet<>();
        Map<Long, Open> all = new HashMap<>();
        for (String table : List.of("net/tcp", "net/tcp6")) {
            for (String line : lines(proc.resolve(table))) {
                String[] columns = line.strip().split("\\s+", -1);
                if (columns[STATE].equals(LISTENS)) {
                    listening.add(address(columns[LOCAL]).getPort());
                } else if (CONNECTS.contains(columns[STATE])) {
                    all.put(
                            Long.parseLong(columns[INODE]),
                            new Open(address(columns[LOCAL]), address(columns[REMOTE])));
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

    /** The inodes of the sockets that a process has open. */
    private List<Long> sockets(long pid) {
        List<Long> inodes = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(proc.resolve(pid + "/fd"))) {
            for (Path file : files) {
                String open = Files.readSymbolicLink(file).toString();
                if (open.startsWith(SOCKET)) {
                    inodes.add(Long.valueOf(open.substring(SOCKET.length(), open.length() - 1)));
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // it has ended, or closed what was looked at
        }
        return inodes;
    }
}
