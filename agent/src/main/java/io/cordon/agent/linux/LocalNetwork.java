package io.cordon.agent.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Two network namespaces with a cable between them, so that nobody else's network is cut off: at 192.0.2.1 here, at 192.0.2.2 and
 * 192.0.2.3 there.
 */
public final class LocalNetwork implements AutoCloseable {
    private static final AtomicInteger MADE = new AtomicInteger();
    private static final String CLOSED_PORT = "80";

    private final String ours;
    private final String theirs;

    private LocalNetwork(String name) {
        this.ours = "cordon-a-" + name;
        this.theirs = "cordon-b-" + name;
    }

    /** The network, or empty where this user may not make one. */
    public static Optional<LocalNetwork> make() {
        LocalNetwork network = new LocalNetwork(ProcessHandle.current().pid() + "-" + MADE.incrementAndGet());
        try {
            network.connect();
            return Optional.of(network);
        } catch (IOException e) {
            network.close();
            return Optional.empty();
        }
    }

    /** A file that is no namespace: who is to cut it off can't. */
    public static Path none() {
        return Path.of("/run/netns/cordon-none-" + ProcessHandle.current().pid());
    }

    private void connect() throws IOException {
        require("ip", "netns", "add", ours);
        require("ip", "netns", "add", theirs);
        require("ip", "-n", ours, "link", "add", "veth0", "type", "veth", "peer", "name", "veth0", "netns", theirs);
        for (String side : List.of(ours, theirs)) {
            require("ip", "-n", side, "link", "set", "lo", "up");
            require("ip", "-n", side, "link", "set", "veth0", "up");
        }
        require("ip", "-n", ours, "addr", "add", "192.0.2.1/24", "dev", "veth0");
        require("ip", "-n", theirs, "addr", "add", "192.0.2.2/24", "dev", "veth0");
        require("ip", "-n", theirs, "addr", "add", "192.0.2.3/24", "dev", "veth0");
    }

    /** The namespace that is cut off. */
    public Path file() {
        return Path.of("/run/netns", ours);
    }

    /** Whether an address is reached: nobody listens there, so that what comes is refused, and what is dropped is not. */
    public boolean reaches(String address) throws IOException {
        return reaches(address, CLOSED_PORT);
    }

    boolean reaches(String address, String port) throws IOException {
        return said(
                        "ip",
                        "netns",
                        "exec",
                        ours,
                        "timeout",
                        "1",
                        "bash",
                        "-c",
                        "echo > /dev/tcp/" + address + "/" + port)
                .contains("refused");
    }

    private static void require(String... command) throws IOException {
        String said = said(command);
        if (!said.isEmpty()) {
            throw new IOException(String.join(" ", command) + ": " + said);
        }
    }

    private static String said(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        return said;
    }

    @Override
    public void close() {
        for (String side : List.of(ours, theirs)) {
            try {
                said("ip", "netns", "del", side);
            } catch (IOException e) {
                // none was made
            }
        }
    }
}
