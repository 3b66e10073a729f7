package io.cordon.agent.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/** Where filesystems are mounted that this process sees. */
final class Mounts {
    private static final int MOUNT_POINT = 4;

    private Mounts() {}

    /** Mount points; none where they can't be read. */
    static Collection<String> all() {
        try {
            return Files.readAllLines(Path.of("/proc/self/mountinfo")).stream()
                    .map(line -> line.split(" ", -1)[MOUNT_POINT])
                    .map(Mounts::unescaped)
                    .distinct()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** The kernel writes blanks and their like as a backslash and three octal digits. */
    static String unescaped(String written) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < written.length(); i++) {
            boolean isEscape = written.charAt(i) == '\\' && i + 3 < written.length();
            path.append(isEscape ? (char) Integer.parseInt(written.substring(i + 1, i + 4), 8) : written.charAt(i));
            i += isEscape ? 3 : 0;
        }
        return path.toString();
    }
}
