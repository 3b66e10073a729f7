package io.cordon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The raw records of recordings: JSON lines or one JSON array, plain or in a .gz or .zip. */
final class RawRecords {
    private static final ObjectMapper JSON = new ObjectMapper();

    private RawRecords() {}

    /** Every record of these files, and of the files in these folders, in the order of their names. */
    static List<String> read(List<Path> paths) {
        List<String> records = new ArrayList<>();
        for (Path path : paths) {
            try (Stream<Path> files = Files.walk(path)) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    readFile(file, records);
                }
            } catch (IOException e) {
                throw new CommandException("cannot read " + path + ": " + e.getMessage(), e);
            }
        }
        return records;
    }

    private static void readFile(Path file, List<String> records) throws IOException {
        String name = file.getFileName().toString();
        try (InputStream in = Files.newInputStream(file)) {
            if (name.endsWith(".zip")) {
                ZipInputStream zip = new ZipInputStream(in);
                for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                    if (!entry.isDirectory()) {
                        readText(new String(zip.readAllBytes(), StandardCharsets.UTF_8), records);
                    }
                }
            } else {
                readText(
                        new String(
                                (name.endsWith(".gz") ? new GZIPInputStream(in) : in).readAllBytes(),
                                StandardCharsets.UTF_8),
                        records);
            }
        }
    }

    private static void readText(String text, List<String> records) throws IOException {
        if (text.stripLeading().startsWith("[")) {
            try (MappingIterator<JsonNode> elements =
                    JSON.readerFor(JsonNode.class).readValues(text)) {
                while (elements.hasNext()) {
                    records.add(elements.next().toString());
                }
            }
            return;
        }
        text.lines().filter(line -> !line.isBlank()).forEach(records::add);
    }
}
