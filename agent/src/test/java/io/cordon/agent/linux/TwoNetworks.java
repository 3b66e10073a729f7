package io.cordon.agent.linux;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Two network namespaces of the test's own with a cable between them, at 192.0.2.1 and 192.0.2.2. */
final class TwoNetworks {
    private final String ours = "cordon-a-" + ProcessHandle.current().pid();
    private final String theirs = "cordon-b-" + ProcessHandle.current().pid();

    TwoNetworks() throws IOException, InterruptedException {
        assumeTrue(
                run("ip", "netns", "add", ours) == 0 && run("ip", "netns", "add", theirs) == 0,
                "did not run: this user may not make network namespaces");
        require("ip", "-n", ours, "link", "add", "veth0", "type", "veth", "peer", "name", "veth0", "netns", theirs);
        for (String side : List.of(ours, theirs)) {
            require("ip", "-n", side, "link", "set", "lo", "up");
            require("ip", "-n", side, "link", "set", "veth0", "up");
        }
        require("ip", "-n", ours, "addr", "add", "192.0.2.1/24", "dev", "veth0");
        require("ip", "-n", theirs, "addr", "add", "192.0.2.2/24", "dev", "veth0");
    }

    Path file() {
        return Path.of("/run/netns", ours);
    }

    /** Whether the other side's port is reached: nobody listens there, so that what comes is refused, and what is dropped is not. */
    boolean reaches(int port) throws IOException, InterruptedException {
        return said("ip", "netns", "exec", ours, "timeout", "2", "bash", "-c", "echo > /dev/tcp/192.0.2.2/" + port)
                .contains("refused");
    }

    private static void require(String... command) throws IOException, InterruptedException {
        String said = said(command);
        if (!said.isEmpty()) {
            throw new IOException(String.join(" ", command) + ": " + said);
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        try {
            return start(command).waitFor();
        } catch (IOException e) {
            return -1; // not installed
        }
    }

    private static String said(String... command) throws IOException, InterruptedException {
        Process process = start(command);
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    private static Process start(String... command) throws IOException {
        return new ProcessBuilder(new ArrayList<>(List.of(command)))
                .redirectErrorStream(true)
                .start();
    }

    void close() throws IOException, InterruptedException {
        run("ip", "netns", "del", ours);
        run("ip", "netns", "del", theirs);
    }
}
