package io.cordon.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cordon.schemas.Order;
import io.cordon.schemas.OrderTarget;
import io.cordon.schemas.Verb;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Takes files out of circulation, and puts them back.
 *
 * <p>A file is moved into the agent's folder under a name that follows from its path, without any permission but its owner's to read
 * it, beside a note of where it was and how it was. Symbolic links are not followed.
 */
public final class Quarantine implements Actuator {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<PosixFilePermission> NOBODY = PosixFilePermissions.fromString("r--------");

    private final Path folder;
    private final Set<Path> untouched;

    /**
     * A quarantine in a folder, which is made if it is not there.
     *
     * @param untouched folders and files that are never moved, whatever is ordered
     */
    public Quarantine(Path folder, Set<Path> untouched) {
        this.folder = folder.toAbsolutePath();
        this.untouched = Set.copyOf(untouched);
    }

    @Override
    public Set<Verb> verbs() {
        return Set.of(Verb.QUARANTINE, Verb.RESTORE);
    }

    @Override
    public Result perform(Order order, boolean again) throws IOException {
        OrderTarget.File target = (OrderTarget.File) order.target();
        Path path = Path.of(target.path().orElseThrow()).normalize();
        if (!path.isAbsolute()) {
            return Result.notFound("the path is not absolute");
        }
        return order.verb() == Verb.QUARANTINE
                ? quarantine(path, Optional.ofNullable(target.hashes().get("sha256")), again)
                : restore(path, Optional.ofNullable(target.hashes().get("sha256")));
    }

    private Result quarantine(Path path, Optional<String> sha256, boolean again) throws IOException {
        if (untouched.stream().anyMatch(path::startsWith) || path.startsWith(folder)) {
            return Result.isProtected(path + " is protected");
        }
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            return again && kept(path, sha256).isPresent()
                    ? Result.contained("quarantined before the agent was started anew", Map.of("path", path.toString()))
                    : Result.notFound(path + " is no file");
        }
        String hash = sha256(path);
        if (sha256.isPresent() && !sha256.get().equals(hash)) {
            return Result.notFound(path + " is another file by now: its SHA-256 is " + hash);
        }
        PrivateFolder.make(folder);
        Path kept = folder.resolve(name(path + "\n" + hash));
        ObjectNode note = JSON.createObjectNode().put("path", path.toString()).put("sha256", hash);
        note.put("permissions", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
        Files.writeString(note(kept), JSON.writeValueAsString(note), StandardCharsets.UTF_8);
        Files.move(path, kept, StandardCopyOption.REPLACE_EXISTING); // what it replaces is the same file
        Files.setPosixFilePermissions(kept, NOBODY);
        return Result.contained("quarantined", Map.of("path", path.toString(), "sha256", hash));
    }

    private Result restore(Path path, Optional<String> sha256) throws IOException {
        Optional<Path> found = kept(path, sha256);
        if (found.isEmpty()) {
            return Files.exists(path) ? Result.released("it is there") : Result.notFound(path + " was not quarantined");
        }
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return Result.failed("another file is at " + path + " by now");
        }
        Path kept = found.get();
        Files.createDirectories(path.toAbsolutePath().getParent());
        Files.setPosixFilePermissions(
                kept,
                PosixFilePermissions.fromString(
                        readNote(note(kept)).path("permissions").asText()));
        Files.move(kept, path);
        Files.delete(note(kept));
        return Result.released("restored");
    }

    @Override
    public Result end(Lease lease) {
        return Result.released("a quarantine ends by an order");
    }

    /** The file that was taken from a path last, or the one with that content. */
    private Optional<Path> kept(Path path, Optional<String> sha256) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        Path newest = null;
        try (DirectoryStream<Path> notes = Files.newDirectoryStream(folder, "*.json")) {
            for (Path note : notes) {
                JsonNode says = readNote(note);
                boolean isMeant = says.path("path").asText().equals(path.toString())
                        && sha256.map(hash -> says.path("sha256").asText().equals(hash))
                                .orElse(true)
                        && Files.exists(file(note));
                if (isMeant
                        && (newest == null
                                || Files.getLastModifiedTime(note).compareTo(Files.getLastModifiedTime(newest)) > 0)) {
                    newest = note;
                }
            }
        }
        return newest == null ? Optional.empty() : Optional.of(file(newest));
    }

    private static String name(String of) {
        return HexFormat.of().formatHex(Digest.sha256().digest(of.getBytes(StandardCharsets.UTF_8)));
    }

    private static Path file(Path note) {
        return note.resolveSibling(note.getFileName().toString().replace(".json", ""));
    }

    private static JsonNode readNote(Path note) throws IOException {
        return JSON.readTree(Files.readString(note, StandardCharsets.UTF_8));
    }

    private static Path note(Path kept) {
        return kept.resolveSibling(kept.getFileName() + ".json");
    }

    private static String sha256(Path path) throws IOException {
        MessageDigest digest = Digest.sha256();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        } catch (NoSuchFileException e) {
            throw new IOException(path + " vanished", e);
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
