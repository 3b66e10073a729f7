package io.cordon.cli;

import io.cordon.lab.AtEnd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder of one demo, named by its process. It goes with its demo, also when that is ended from outside; one that went wrong
 * leaves its logs, and the next one removes them.
 */
final class DemoFolder implements AutoCloseable {
    private static final long NEEDED = 2L << 30;
    private static final String PREFIX = "demo-";

    private final Path path;
    private final AtEnd atEnd;
    private boolean discard;

    private DemoFolder(Path path) {
        this.path = path;
        this.atEnd = AtEnd.run(this::remove);
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
            DemoFolder folder = new DemoFolder(
                    parent.resolve(PREFIX + ProcessHandle.current().pid()));
            Files.createDirectories(folder.path);
            return folder;
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
        if (discard) {
            remove();
        }
        atEnd.close();
    }

    private synchronized void remove() {
        try {
            remove(path);
        } catch (IOException | UncheckedIOException e) {
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
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> inside;
        try (Stream<Path> walk = Files.walk(folder)) {
            inside = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : inside) {
            Files.deleteIfExists(file);
        }
    }
}
