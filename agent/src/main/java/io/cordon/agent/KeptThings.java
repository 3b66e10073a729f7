package io.cordon.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** What was deleted, on disk: for each thing a file with what it was, the latest last. */
final class KeptThings {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String VERSIONS = "versions";

    private final Path folder;

    KeptThings(Path folder) {
        this.folder = folder;
    }

    /** Keeps what a thing is, on disk when this returns; what was kept last is not kept twice. */
    void keep(String thing, String content) throws IOException {
        if (!last(thing).equals(Optional.of(content))) {
            ArrayNode versions = versions(thing);
            versions.add(content);
            write(thing, versions);
        }
    }

    Optional<String> last(String thing) throws IOException {
        ArrayNode versions = versions(thing);
        return versions.isEmpty()
                ? Optional.empty()
                : Optional.of(versions.path(versions.size() - 1).asText());
    }

    void forgetLast(String thing) throws IOException {
        ArrayNode versions = versions(thing);
        versions.remove(versions.size() - 1);
        if (versions.isEmpty()) {
            Files.delete(file(thing));
        } else {
            write(thing, versions);
        }
    }

    private ArrayNode versions(String thing) throws IOException {
        Path file = file(thing);
        JsonNode kept = Files.exists(file) ? JSON.readTree(Files.readString(file)) : JSON.createObjectNode();
        return kept.path(VERSIONS) instanceof ArrayNode versions ? versions : JSON.createArrayNode();
    }

    private void write(String thing, ArrayNode versions) throws IOException {
        PrivateFolder.make(folder);
        ObjectNode all = JSON.createObjectNode().put("thing", thing);
        all.set(VERSIONS, versions);
        Path fresh = folder.resolve("new");
        try (FileChannel to = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(JSON.writeValueAsBytes(all));
            while (bytes.hasRemaining()) {
                to.write(bytes);
            }
            to.force(true);
        }
        Files.move(fresh, file(thing), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private Path file(String thing) {
        return folder.resolve(Digest.of(thing) + ".json");
    }
}
