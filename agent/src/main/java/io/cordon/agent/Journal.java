package io.cordon.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * What an agent must not forget, in a file: one entry a line, each on disk before {@link #append} returns.
 *
 * <p>A line is its checksum (CRC-32 in hex), a blank and a JSON object. The power may fail while a line is written, so a last line
 * that is cut or does not fit its checksum was never acted upon and is dropped; any other such line means that somebody else wrote
 * into the file, and the agent does not start. One agent holds the folder at a time.
 */
final class Journal implements AutoCloseable {
    private static final String FILE = "journal";
    private static final int REWRITE_AFTER = 5_000;
    private static final int CHECKSUM = 8;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final FileLock lock;
    private final Memory memory = new Memory();
    private FileChannel file;
    private int lines;

    private Journal(Path folder, FileLock lock, FileChannel file) {
        this.folder = folder;
        this.lock = lock;
        this.file = file;
    }

    /**
     * Opens the journal in a folder, which is made if it is not there.
     *
     * @param now in ms since 1970; what has expired by then is forgotten
     * @throws IOException where the folder cannot be used, another agent uses it, or the journal was damaged
     */
    static Journal open(Path folder, long now) throws IOException {
        PrivateFolder.make(folder);
        FileLock lock = lock(folder);
        Path path = folder.resolve(FILE);
        List<String> lines = Files.exists(path)
                ? List.of(new String(Files.readAllBytes(path), StandardCharsets.UTF_8).split("\n", -1))
                : List.of();
        Journal journal = new Journal(folder, lock, append(path));
        for (int i = 0; i < lines.size(); i++) {
            JsonNode entry = entry(lines.get(i));
            if (entry != null) {
                journal.memory.apply(entry);
            } else if (i < lines.size() - 2
                    || (i == lines.size() - 2 && !lines.get(i + 1).isEmpty())) {
                journal.close();
                throw new IOException(path + ", line " + (i + 1) + ": its checksum does not fit; the file was damaged");
            }
        }
        journal.rewrite(now);
        return journal;
    }

    Memory memory() {
        return memory;
    }

    /**
     * Writes an entry, and has the memory take it in when it is on disk.
     *
     * @throws IOException where it could not be written; then the memory does not know it either
     */
    void append(JsonNode entry) throws IOException {
        long end = file.size();
        try {
            write(file, entry);
            file.force(false);
        } catch (IOException e) {
            file.truncate(end); // the next entry begins a line of its own
            throw e;
        }
        memory.apply(entry);
        lines++;
    }

    /** Writes the file anew once it has grown long: what the memory still holds, and no history. */
    void rewriteIfLong(long now) throws IOException {
        if (lines > REWRITE_AFTER) {
            rewrite(now);
        }
    }

    private void rewrite(long now) throws IOException {
        memory.sweep(now);
        Path fresh = folder.resolve(FILE + ".new");
        List<JsonNode> entries = memory.entries(now);
        try (FileChannel to = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            for (JsonNode entry : entries) {
                write(to, entry);
            }
            to.force(true);
        }
        Path path = folder.resolve(FILE);
        Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
        file.close();
        file = append(path);
        lines = 0;
    }

    private static void write(FileChannel to, JsonNode entry) throws IOException {
        String json = JSON.writeValueAsString(entry);
        ByteBuffer line = StandardCharsets.UTF_8.encode(checksum(json) + ' ' + json + '\n');
        while (line.hasRemaining()) {
            to.write(line);
        }
    }

    private static @Nullable JsonNode entry(String line) throws IOException {
        if (line.length() <= CHECKSUM || !line.startsWith(checksum(line.substring(CHECKSUM + 1)))) {
            return null;
        }
        return JSON.readTree(line.substring(CHECKSUM + 1));
    }

    private static String checksum(String json) {
        CRC32 crc = new CRC32();
        crc.update(json.getBytes(StandardCharsets.UTF_8));
        return String.format("%08x", crc.getValue());
    }

    private static FileChannel append(Path path) throws IOException {
        return FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static FileLock lock(Path folder) throws IOException {
        FileChannel channel =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return lock;
            }
        } catch (OverlappingFileLockException e) {
            // held in this JVM
        }
        channel.close();
        throw new IOException("another agent uses " + folder);
    }

    @Override
    public void close() throws IOException {
        file.close();
        lock.acquiredBy().close();
    }
}
