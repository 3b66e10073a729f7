package io.cordon.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cordon.engine.mapping.Normalizer;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;

/**
 * Recorded events in files: JSON lines or one JSON array, plain, in a .gz, or as entries of a .zip or .tar.gz. Nothing is held
 * but the record at hand, so a bomb of an archive costs time and no memory.
 */
final class EventFiles {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LOOK_AHEAD = 64 * 1024;

    private EventFiles() {}

    /** Receives each record with its place. */
    interface Reader {
        /**
         * One record.
         *
         * @param file the file, and inside an archive {@code archive!entry}
         * @param number the line from 1, or the element's number in an array
         */
        void record(String file, long number, byte[] record);
    }

    /** The files meant: each path itself, and in a folder everything that is recorded events by its name, sorted. */
    static List<Path> files(List<Path> paths) {
        return paths.stream().flatMap(EventFiles::within).toList();
    }

    private static Stream<Path> within(Path path) {
        if (!Files.exists(path)) {
            throw new CommandException("there is no " + path);
        }
        try (Stream<Path> walk = Files.walk(path)) {
            return walk
                    .filter(Files::isRegularFile)
                    .filter(file -> file.equals(path) || holdsEvents(file.toString()))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new CommandException("cannot read " + path + ": " + e.getMessage(), e);
        }
    }

    private static boolean holdsEvents(String name) {
        return Stream.of(".json", ".jsonl", ".ndjson", ".gz", ".tgz", ".zip").anyMatch(name::endsWith);
    }

    /**
     * Reads one file.
     *
     * @param watched wraps the file's bytes, such as for a progress bar
     */
    static void read(Path path, UnaryOperator<InputStream> watched, Reader reader) {
        String name = path.toString();
        try (InputStream raw = watched.apply(Files.newInputStream(path));
                InputStream in = new BufferedInputStream(raw, LOOK_AHEAD)) {
            if (name.endsWith(".zip")) {
                entries(name, new ZipArchiveInputStream(in), reader);
            } else if (name.endsWith(".tar.gz") || name.endsWith(".tgz")) {
                entries(name, new TarArchiveInputStream(new GZIPInputStream(in, LOOK_AHEAD)), reader);
            } else if (name.endsWith(".gz")) {
                records(name, new GZIPInputStream(in, LOOK_AHEAD), reader);
            } else {
                records(name, in, reader);
            }
        } catch (IOException e) {
            throw new CommandException("cannot read " + path + ": " + e.getMessage(), e);
        }
    }

    private static void entries(String archive, ArchiveInputStream<?> in, Reader reader) throws IOException {
        for (ArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
            if (!entry.isDirectory()) {
                records(archive + '!' + entry.getName(), in, reader);
            }
        }
    }

    private static void records(String file, InputStream in, Reader reader) throws IOException {
        BufferedInputStream text = new BufferedInputStream(in, LOOK_AHEAD);
        text.mark(LOOK_AHEAD);
        int first = text.read();
        while (first == 0xEF || first == 0xBB || first == 0xBF || Character.isWhitespace(first)) {
            first = text.read();
        }
        text.reset();
        if (first == '[') {
            elements(file, text, reader);
        } else {
            lines(file, text, reader);
        }
    }

    private static void elements(String file, InputStream in, Reader reader) throws IOException {
        com.fasterxml.jackson.core.JsonParser parser = JSON.createParser(in);
        parser.disable(com.fasterxml.jackson.core.JsonParser.Feature.AUTO_CLOSE_SOURCE);
        long number = 0;
        try {
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_ARRAY && parser.currentToken() != null) {
                number++;
                JsonNode element = parser.readValueAsTree();
                reader.record(file, number, element.toString().getBytes(StandardCharsets.UTF_8));
            }
        } catch (JsonProcessingException e) {
            // What cannot be parsed ends the array: handed on as it is, it becomes a dead letter with this reason.
            reader.record(
                    file,
                    number,
                    ("unreadable from element " + number + ": " + e.getOriginalMessage())
                            .getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Lines that hold something; a line beyond what the normalizer takes is cut, since it will refuse it anyway. */
    private static void lines(String file, InputStream in, Reader reader) throws IOException {
        ByteArrayOutputStream begun = new ByteArrayOutputStream();
        byte[] chunk = new byte[LOOK_AHEAD];
        long number = 1;
        for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
            int from = 0;
            for (int end = newline(chunk, from, length); end < length; end = newline(chunk, from, length)) {
                record(file, number, line(begun, chunk, from, end), reader);
                number++;
                from = end + 1;
            }
            append(begun, chunk, from, length);
        }
        record(file, number, begun.toByteArray(), reader);
    }

    private static int newline(byte[] chunk, int from, int length) {
        int at = from;
        while (at < length && chunk[at] != '\n') {
            at++;
        }
        return at;
    }

    private static byte[] line(ByteArrayOutputStream begun, byte[] chunk, int from, int end) {
        if (begun.size() == 0) {
            return Arrays.copyOfRange(chunk, from, end);
        }
        append(begun, chunk, from, end);
        byte[] line = begun.toByteArray();
        begun.reset();
        return line;
    }

    private static void append(ByteArrayOutputStream begun, byte[] chunk, int from, int to) {
        begun.write(chunk, from, Math.min(to - from, Math.max(0, Normalizer.MAX_BYTES + 1 - begun.size())));
    }

    private static void record(String file, long number, byte[] line, Reader reader) {
        for (byte b : line) {
            if (b != ' ' && b != '\t' && b != '\r') {
                reader.record(file, number, line);
                return;
            }
        }
    }
}
