package io.cordon.cli;

import io.cordon.engine.mapping.Normalizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the records of files are read: by the built-in mappings, by one of them, or by those of a user's file. */
final class MappingOption {
    @Option(
            names = "--mapping",
            paramLabel = "NAME|FILE",
            description = "A built-in mapping or a mapping file, instead of all built-in ones.")
    @Nullable
    String mapping;

    /** Whether it is a user's file, with categories that nobody knows. */
    boolean isFile() {
        return mapping != null && Files.isRegularFile(Path.of(mapping));
    }

    /** @throws CommandException with file, line and what was expected */
    Normalizer normalizer() throws IOException {
        if (mapping == null) {
            return Normalizer.builtIn();
        }
        try {
            return isFile() ? Normalizer.of(mapping, Files.readString(Path.of(mapping))) : Normalizer.named(mapping);
        } catch (IllegalArgumentException e) {
            throw new CommandException("--mapping: " + e.getMessage(), e);
        }
    }
}
