package io.cordon.agent.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The path of an image as the host's first process sees it, or as this agent does where it may not look there.
 *
 * <p>The kernel shows the path by which a process itself found its image. Whoever may mount in a namespace of their own gives their
 * image any path there: so it counts only if the host has that same file at it. Of a file that was deleted, as an upgrade does to
 * what runs, no path can be compared; it counts if the file is root's, which nobody else can have made.
 */
final class HostPath {
    private static final String DELETED = " (deleted)";
    private static final String ELSEWHERE = "elsewhere:";
    private static final Path HOST = Path.of("/proc/1/root");

    private HostPath() {}

    /**
     * A path without the kernel's remark that it was deleted; one that is not the host's does not begin with a slash.
     *
     * @param image a link of {@code /proc} to an image that is open or runs
     */
    static String of(Path image) throws IOException {
        String shown = Files.readSymbolicLink(image).toString();
        boolean isDeleted = shown.endsWith(DELETED);
        String path = isDeleted ? shown.substring(0, shown.length() - DELETED.length()) : shown;
        return (isDeleted ? isRoots(image) : isHosts(image, path)) ? path : ELSEWHERE + path;
    }

    private static boolean isRoots(Path image) throws IOException {
        return Files.getAttribute(image, "unix:uid").equals(0);
    }

    private static boolean isHosts(Path image, String path) {
        boolean seesHost = Files.isReadable(HOST);
        try {
            return Files.isSameFile(image, Path.of(seesHost ? HOST + path : path));
        } catch (NoSuchFileException e) {
            return !seesHost; // this agent's own files may not be all of the host's
        } catch (IOException e) {
            return true; // what can't be compared is rather spared
        }
    }
}
