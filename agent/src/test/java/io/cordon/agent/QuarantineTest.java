package io.cordon.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.agent.conformance.Draft;
import io.cordon.schemas.Order;
import io.cordon.schemas.OrderReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file goes out of circulation and comes back as it was. */
class QuarantineTest {
    private static final int TRIES = 2_000;

    @TempDir
    Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init") // set before each test
    private Quarantine quarantine;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Path file;

    @BeforeEach
    void aFile() throws IOException {
        file = write("tool.sh", "echo");
        quarantine = new Quarantine(
                folder.resolve("quarantine"), path -> path.startsWith(RealPath.of(folder.resolve("kept"))));
    }

    @Test
    void aFileIsTakenAndComesBackAsItWas() throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-x---"));

        assertThat(perform("contain", file, "").status()).isEqualTo(200);
        assertThat(file).doesNotExist();
        assertThat(perform("restore", file, "").status()).isEqualTo(200);
        assertThat(file).hasContent("echo");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rwxr-x---");
        assertThat(folder.resolve("quarantine")).isEmptyDirectory();
    }

    @Test
    void aFileWithAnotherContentIsNotTouched() throws IOException {
        assertThat(perform("contain", file, "ab".repeat(32)).status()).isEqualTo(404);
        assertThat(file).exists();
        assertThat(perform("contain", file, sha256("echo")).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"md5", "sha1", "sha256"})
    void everyHashThatIsGivenCounts(String algorithm) throws IOException {
        String other = hash(write("other", "x"), algorithm);
        String own = hash(file, algorithm);

        assertThat(perform("contain", file, algorithm, other).status()).isEqualTo(404);
        assertThat(file).exists();
        assertThat(perform("contain", file, algorithm, own).status()).isEqualTo(200);
        assertThat(perform("restore", file, algorithm, other).status()).isEqualTo(404);
        assertThat(perform("restore", file, algorithm, own).status()).isEqualTo(200);
        assertThat(file).exists();
    }

    @Test
    void aProtectedFileIsNotTouchedOverALinkEither() throws IOException {
        Path kept = write(
                Files.createDirectories(folder.resolve("kept")).resolve("own").toString(), "x");
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("kept"));

        assertThat(perform("contain", link.resolve("own"), "").status()).isEqualTo(403);
        assertThat(kept).exists();
    }

    @Test
    void whatWasTakenIsNotPutWhereAFolderBecameALinkTo() throws IOException {
        Path place = Files.createDirectories(folder.resolve("place"));
        Path tool = write("place/tool", "x");
        perform("contain", tool, "");
        Files.createDirectories(folder.resolve("elsewhere"));
        Files.delete(place);
        Files.createSymbolicLink(place, folder.resolve("elsewhere"));

        assertThat(perform("restore", tool, "").status()).isEqualTo(404);
        assertThat(folder.resolve("elsewhere")).isEmptyDirectory();
    }

    @Test
    void aFolderALinkAndWhatIsNotThereAreNoFiles() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);

        for (Path other : new Path[] {folder, link, folder.resolve("missing")}) {
            assertThat(perform("contain", other, "").status()).isEqualTo(404);
        }
        assertThat(file).exists();
    }

    @Test
    void aProtectedFileIsNotTouched() throws IOException {
        Files.createDirectories(folder.resolve("kept"));
        Path kept = write("kept/own", "x");

        assertThat(perform("contain", kept, "").status()).isEqualTo(403);
        assertThat(perform("contain", folder.resolve("x/../kept/own"), "").status())
                .isEqualTo(403);
        assertThat(kept).exists();
    }

    @Test
    void aFileThatCameToItsPlaceIsNotOverwritten() throws IOException {
        perform("contain", file, "");
        write("tool.sh", "other");

        assertThat(perform("restore", file, "").status()).isEqualTo(500);
        assertThat(file).hasContent("other");
    }

    @Test
    void severalVersionsAreKeptAndTheOneWithAHashComesBack() throws IOException {
        perform("contain", file, "");
        write("tool.sh", "second");
        perform("contain", file, "");

        assertThat(perform("restore", file, sha256("echo")).status()).isEqualTo(200);
        assertThat(file).hasContent("echo");
    }

    /** Who may write to a folder may not have the agent take another file than the one that was named. */
    @Test
    void whatIsPutInItsPlaceWhileItIsTakenIsNotQuarantined() throws IOException, InterruptedException {
        Path kept = folder.resolve("quarantine").resolve(sha256(RealPath.of(file) + "\n" + sha256("echo")));
        Thread swapping = new Thread(this::swap);
        swapping.start();
        for (int i = 0; i < TRIES; i++) {
            int status = answer();
            assertThat(status).isIn(200, 404, 500);
            assertThat(status == 200 ? Files.readString(kept) : "echo").isEqualTo("echo");
        }
        swapping.interrupt();
        swapping.join();
    }

    private int answer() {
        try {
            return perform("contain", file, sha256("echo")).status();
        } catch (IOException e) {
            return 500; // as the agent answers it: gone while it was read
        }
    }

    private void swap() {
        try {
            for (int i = 0; !Thread.currentThread().isInterrupted(); i++) {
                Files.move(write("next", i % 2 == 0 ? "echo" : "other"), file, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whatWasTakenWhenTheAgentWasKilledIsTaken() throws IOException {
        perform("contain", file, "");

        assertThat(quarantine.perform(order("contain", file, ""), true).status())
                .isEqualTo(200);
        assertThat(quarantine.perform(order("contain", file, ""), false).status())
                .isEqualTo(404);
        assertThat(perform("restore", folder.resolve("never"), "").status()).isEqualTo(404);
    }

    private Path write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private Result perform(String action, Path path, String sha256) throws IOException {
        return perform(action, path, "sha256", sha256);
    }

    private Result perform(String action, Path path, String algorithm, String hash) throws IOException {
        return quarantine.perform(order(action, path, algorithm, hash), false);
    }

    private static Order order(String action, Path path, String hash) {
        return order(action, path, "sha256", hash);
    }

    private static Order order(String action, Path path, String algorithm, String hash) {
        Draft draft = Draft.of("acme", "ws1", "c1", action, 0, 1000).target("file", "path", path.toString());
        if (!hash.isEmpty()) {
            draft.payload().withObject("/target/file/hashes").put(algorithm, hash);
        }
        return ((OrderReader.Outcome.Read) OrderReader.command(draft.payload())).order();
    }

    private static String hash(Path file, String algorithm) throws IOException {
        return Digest.of(file, Set.of(algorithm)).getOrDefault(algorithm, "");
    }

    private static String sha256(String of) {
        return Digest.of(of);
    }
}
