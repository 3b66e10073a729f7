package io.cordon.agent.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cordon.agent.Hook;
import io.cordon.agent.Lease;
import io.cordon.agent.conformance.Draft;
import io.cordon.schemas.Order;
import io.cordon.schemas.OrderReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is denied by its hash does not run, and everything else does: on a filesystem of the test's own, so that nobody else is asked. */
class ImageGateTest {
    @TempDir
    Path mount = Path.of("");

    private final Hook hook = new Hook(Set.of(), true, Optional.empty(), System::currentTimeMillis);

    @SuppressWarnings("NullAway.Init") // set before each test
    private ImageGate gate;

    @BeforeEach
    void standInTheGate() throws Exception {
        assumeTrue(
                run("mount", "-t", "tmpfs", "cordon", mount.toString()) == 0, "did not run: this user may not mount");
        Optional<ImageGate> opened = ImageGate.open(() -> List.of(mount.toString()));
        if (opened.isEmpty()) {
            unmount();
        }
        assumeTrue(opened.isPresent(), "did not run: the kernel does not ask this user");
        gate = opened.get();
    }

    @AfterEach
    void unmount() throws Exception {
        if (gate != null) {
            gate.close();
        }
        run("umount", "--lazy", mount.toString());
    }

    @Test
    void anImageThatIsDeniedDoesNotRunUntilItIsLetGo() throws Exception {
        gate.start(hook, new ImageGate.Passes(pid -> false, image -> false));
        Path denied = image("denied", "exit 0 # denied");
        Path other = image("other", "exit 0 # other");
        assertThat(run(denied.toString())).isZero();

        Order order = deny(denied);
        hook.perform(order, false);
        awaitHeld(denied);
        assertThat(run(other.toString())).isZero();
        Path copy = Files.copy(denied, mount.resolve("copy"), StandardCopyOption.COPY_ATTRIBUTES);
        assertThatThrownBy(() -> run(copy.toString())).as("under another name").isInstanceOf(IOException.class);
        Files.writeString(copy, "#!/bin/sh\nexit 0 # changed\n");
        assertThat(run(copy.toString())).as("with another content").isZero();

        hook.end(new Lease(order, Map.of()));
        assertThat(run(denied.toString())).isZero();
    }

    @Test
    void whatIsProtectedRunsThoughItIsDenied() throws Exception {
        Path denied = image("denied", "exit 0 # denied");
        Path spared = Files.copy(denied, mount.resolve("spared"), StandardCopyOption.COPY_ATTRIBUTES);
        gate.start(hook, new ImageGate.Passes(pid -> false, spared.toString()::equals));
        hook.perform(deny(denied), false);
        awaitHeld(denied);

        assertThat(run(spared.toString())).isZero();
    }

    @Test
    void whenTheGateIsClosedEverythingRuns() throws Exception {
        gate.start(hook, new ImageGate.Passes(pid -> false, image -> false));
        Path denied = image("denied", "exit 0 # denied");
        hook.perform(deny(denied), false);
        awaitHeld(denied);
        gate.close();
        await(() -> runs(denied));
    }

    @Test
    void readsHowTheKernelWritesBlanks() {
        assertThat(Mounts.unescaped("/mnt/a\\040b\\134c")).isEqualTo("/mnt/a b\\c");
        assertThat(Mounts.all()).contains("/");
    }

    private void awaitHeld(Path image) {
        await(() -> !runs(image));
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    /** Within ten seconds: the gate looks five times a second whether anything is denied. */
    private static void await(Condition condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        try {
            while (!condition.holds()) {
                assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static boolean runs(Path image) throws InterruptedException {
        try {
            return run(image.toString()) == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private Path image(String name, String script) throws IOException {
        Path file = Files.writeString(mount.resolve(name), "#!/bin/sh\n" + script + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Order deny(Path image) throws Exception {
        String hash =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(image)));
        long now = System.currentTimeMillis();
        Draft draft = Draft.of("acme", "ws1", "c1", "deny", now, now + TimeUnit.MINUTES.toMillis(5));
        draft.payload().withObject("/target/file/hashes").put("sha256", hash);
        return ((OrderReader.Outcome.Read) OrderReader.command(draft.payload())).order();
    }

    private static int run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getInputStream().transferTo(OutputStream.nullOutputStream());
        return process.waitFor();
    }
}
