package io.cordon.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The folder of one demo, named by its process; a demo that went wrong leaves its logs, and the next one removes them. */
final class DemoFolder implements AutoCloseable {
    private static final long NEEDED = 2L << 30;
    private static final String PREFIX = "demo-";

    private final Path path;
    private boolean discard;

    private DemoFolder(Path path) {
        this.path = path;
    }

    static DemoFolder make() {
        Path parent = Project.workFolder();
        try {
            Files.createDirectories(parent);
            removeLeftovers(parent);
            long free = Files.getFileStore(parent).getUsableSpace();
            if (free < NEEDED) {
                throw new CommandException("too little disk space: " + (free >> 20) + " MB are free at " + parent
                        + ", the demo needs " + (NEEDED >> 20));
            }
            return new DemoFolder(Files.createDirectories(
                    parent.resolve(PREFIX + ProcessHandle.current().pid())));
        } catch (IOException e) {
            throw new CommandException("cannot use " + parent + ": " + e.getMessage(), e);
        }
    }

    Path path() {
        return path;
    }

    /** Nothing went wrong: nobody needs the logs. */
    void discard() {
        discard = true;
    }

    @Override
    public void close() {
        try {
            if (discard) {
                remove(path);
            }
        } catch (IOException e) {
            throw new CommandException("cannot remove " + path + ": " + e.getMessage(), e);
        }
    }

    private static void removeLeftovers(Path parent) throws IOException {
        List<Path> folders;
        try (Stream<Path> there = Files.list(parent)) {
            folders = there.filter(folder -> folder.getFileName().toString().startsWith(PREFIX))
                    .toList();
        }
        for (Path folder : folders) {
            String pid = folder.getFileName().toString().substring(PREFIX.length());
            if (ProcessHandle.of(Long.parseLong(pid)).isEmpty()) {
                remove(folder);
            }
        }
    }

    private static void remove(Path folder) throws IOException {
        List<Path> inside;
        try (Stream<Path> walk = Files.walk(folder)) {
            inside = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : inside) {
            Files.deleteIfExists(file);
        }
    }
}
