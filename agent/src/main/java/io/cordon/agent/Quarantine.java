package io.cordon.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cordon.schemas.Order;
import io.cordon.schemas.OrderTarget;
import io.cordon.schemas.Verb;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Takes files out of circulation, and puts them back.
 *
 * <p>A file is moved into the agent's folder under a name that follows from its path, without any permission but its owner's to read
 * it, beside a note of where it was and how it was. A symbolic link is no file; of a path over linked folders the place counts that
 * it leads to.
 */
public final class Quarantine implements Actuator {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<PosixFilePermission> NOBODY = PosixFilePermissions.fromString("r--------");

    private final Path folder;
    private final Predicate<Path> untouched;

    /**
     * A quarantine in a folder, which is made if it is not there.
     *
     * @param untouched whether a file at a path without links is never moved, whatever is ordered
     */
    public Quarantine(Path folder, Predicate<Path> untouched) {
        this.folder = RealPath.of(folder);
        this.untouched = untouched;
    }

    @Override
    public Set<Verb> verbs() {
        return Set.of(Verb.QUARANTINE, Verb.RESTORE);
    }

    @Override
    public Result perform(Order order, boolean again) throws IOException {
        OrderTarget.File target = (OrderTarget.File) order.target();
        Path named = Path.of(target.path().orElseThrow());
        if (!named.isAbsolute()) {
            return Result.notFound("the path is not absolute");
        }
        Path path = RealPath.of(named);
        if (untouched.test(path) || path.startsWith(folder)) {
            return Result.isProtected(path + " is protected");
        }
        return order.verb() == Verb.QUARANTINE
                ? quarantine(path, target.hashes(), again)
                : restore(path, target.hashes());
    }

    private Result quarantine(Path path, Map<String, String> hashes, boolean again) throws IOException {
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            return again && kept(path, hashes).isPresent()
                    ? Result.contained("quarantined before the agent was started anew", Map.of("path", path.toString()))
                    : Result.notFound(path + " is no file");
        }
        Set<String> wanted = new HashSet<>(hashes.keySet());
        wanted.add(Digest.SHA256);
        Map<String, String> found = Digest.of(path, wanted);
        if (!found.entrySet().containsAll(hashes.entrySet())) {
            return Result.notFound(path + " is another file by now: " + found);
        }
        String hash = found.getOrDefault(Digest.SHA256, "");
        PrivateFolder.make(folder);
        Path kept = noted(path, hash, path);
        Path taken = Files.exists(kept) ? kept.resolveSibling(kept.getFileName() + ".twin") : kept;
        Files.move(path, taken, StandardCopyOption.REPLACE_EXISTING);
        if (!Digest.of(taken, hashes.keySet()).equals(hashes)) {
            return putBack(taken, path, kept);
        }
        keep(taken, kept);
        return Result.contained("quarantined", Map.of("path", path.toString(), Digest.SHA256, hash));
    }

    /** Between the look and the move somebody put another file there. */
    private Result putBack(Path taken, Path path, Path kept) throws IOException {
        try {
            Files.move(taken, path);
            if (taken.equals(kept)) {
                Files.delete(note(kept));
            }
            return Result.notFound(path + " is another file by now");
        } catch (FileAlreadyExistsException e) {
            String hash = Digest.of(taken, Set.of(Digest.SHA256)).getOrDefault(Digest.SHA256, "");
            keep(taken, noted(path, hash, taken));
            return Result.failed(path + " changes while it is taken; one that was there is kept: sha256 " + hash);
        }
    }

    /** Notes where a file was and how it is, and returns under which name it is kept. */
    private Path noted(Path path, String hash, Path file) throws IOException {
        Path kept = folder.resolve(Digest.of(path + "\n" + hash));
        ObjectNode note = JSON.createObjectNode().put("path", path.toString()).put(Digest.SHA256, hash);
        note.put("permissions", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        Files.writeString(note(kept), JSON.writeValueAsString(note), StandardCharsets.UTF_8);
        return kept;
    }

    private static void keep(Path taken, Path kept) throws IOException {
        if (!taken.equals(kept)) {
            Files.move(taken, kept, StandardCopyOption.REPLACE_EXISTING); // what it replaces is the same file
        }
        Files.setPosixFilePermissions(kept, NOBODY);
    }

    private Result restore(Path path, Map<String, String> hashes) throws IOException {
        Optional<Path> found = kept(path, hashes);
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
    private Optional<Path> kept(Path path, Map<String, String> hashes) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        Path newest = null;
        try (DirectoryStream<Path> notes = Files.newDirectoryStream(folder, "*.json")) {
            for (Path note : notes) {
                boolean isMeant = readNote(note).path("path").asText().equals(path.toString())
                        && Files.exists(file(note))
                        && Digest.of(file(note), hashes.keySet()).equals(hashes);
                if (isMeant
                        && (newest == null
                                || Files.getLastModifiedTime(note).compareTo(Files.getLastModifiedTime(newest)) > 0)) {
                    newest = note;
                }
            }
        }
        return newest == null ? Optional.empty() : Optional.of(file(newest));
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
}
