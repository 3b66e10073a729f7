package io.cordon.agent.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The names of users in {@code /etc/passwd}, read again when the file changed. */
final class UserNames {
    private final Path file;
    private final Map<Long, String> names = new HashMap<>();
    private @Nullable FileTime read;

    UserNames(Path file) {
        this.file = file;
    }

    Optional<String> name(long uid) {
        try {
            FileTime changed = Files.getLastModifiedTime(file);
            if (!changed.equals(read)) {
                names.clear();
                for (String line :
                        Files.readString(file, StandardCharsets.ISO_8859_1).split("\n", -1)) {
                    String[] fields = line.split(":", -1);
                    if (fields.length > 2 && fields[2].matches("\\d{1,10}")) {
                        names.putIfAbsent(Long.valueOf(fields[2]), fields[0]);
                    }
                }
                read = changed;
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        return Optional.ofNullable(names.get(uid));
    }
}
