package io.cordon.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A program with a lab that waits to be ended from outside. */
final class WaitingLab {
    /** Written into the lab's folder last: how many of the lab's processes ran when all was said to be over. */
    static final String LEFT = "left";

    private WaitingLab() {}

    /** Takes the project's root and the lab's folder. */
    public static void main(String[] arguments) throws InterruptedException {
        Path directory = Path.of(arguments[1]);
        AtEnd.run(() -> count(directory));
        try (Lab lab = Lab.start(LabOptions.laptop(Path.of(arguments[0]), directory))) {
            System.out.println("up at " + lab.kafka());
            new CountDownLatch(1).await();
        }
    }

    private static void count(Path directory) {
        try {
            long running = ProcessHandle.current().descendants().count();
            Files.writeString(directory.resolve(LEFT), String.valueOf(running));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
