package io.cordon.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The raw records of recordings, all at once: for recordings that are small enough to be told again and again. */
final class RawRecords {
    private RawRecords() {}

    /** Every record of these files, and of the files in these folders, in the order of their names. */
    static List<String> read(List<Path> paths) {
        List<String> records = new ArrayList<>();
        for (Path file : EventFiles.files(paths)) {
            EventFiles.read(
                    file,
                    UnaryOperator.identity(),
                    (name, number, record) -> records.add(new String(record, StandardCharsets.UTF_8)));
        }
        return records;
    }
}
