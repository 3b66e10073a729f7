package io.cordon.agent.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cordon.agent.ProcessTable.Handle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process is protected by what it runs, not by what it calls that. */
class HostPathTest {
    @TempDir
    Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init") // set before each test
    private Path daemon;

    @BeforeEach
    void copy() throws IOException {
        daemon = Files.copy(
                Path.of("/bin/sleep").toRealPath(), folder.resolve("daemon"), StandardCopyOption.COPY_ATTRIBUTES);
    }

    @Test
    void aDaemonThatWasUpgradedWhileItRunsKeepsItsPath() throws IOException {
        try (Sleeper running = Sleeper.run(List.of(daemon.toString(), "60"))) {
            assertThat(image(running)).isEqualTo(daemon.toString());
            Files.move(Files.copy(daemon, folder.resolve("upgrade")), daemon, StandardCopyOption.REPLACE_EXISTING);

            assumeTrue(isRoot(), "did not run: the file is not root's");
            assertThat(image(running)).isEqualTo(daemon.toString());
        }
    }

    @Test
    void whatIsDeletedAndNotRootsHasNoPathOfTheHost() throws Exception {
        assumeTrue(isRoot(), "did not run: only root gives files away");
        Files.setAttribute(daemon, "unix:uid", 65_534);
        try (Sleeper running = Sleeper.run(List.of(daemon.toString(), "60"))) {
            Files.delete(daemon);

            assertThat(image(running)).isEqualTo("elsewhere:" + daemon);
        }
    }

    @Test
    void whatIsMountedOverAPathInANamespaceOfItsOwnHasNoPathOfTheHost() throws Exception {
        Path other = Files.copy(daemon, folder.resolve("other"), StandardCopyOption.COPY_ATTRIBUTES);
        String mounted = "mount --bind " + other + " " + daemon + " && exec " + daemon + " 60";
        try (Sleeper running = Sleeper.run(List.of("unshare", "--mount", "sh", "-c", mounted))) {
            while (running.isAlive()
                    && !ProcFs.image(running.pid())
                            .filter(image -> image.executable().equals(daemon.toString()))
                            .isPresent()) {
                Thread.onSpinWait();
            }
            assumeTrue(running.isAlive(), "did not run: this user may not mount");

            assertThat(image(running)).isEqualTo("elsewhere:" + daemon);
        }
    }

    private static boolean isRoot() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    }

    private String image(Sleeper running) throws IOException {
        LinuxProcesses table = new LinuxProcesses(Boot.read(folder.resolve("boot")), new Ancestry());
        try (Handle handle = table.open(running.pid()).orElseThrow()) {
            return handle.facts().image().orElseThrow();
        }
    }
}
