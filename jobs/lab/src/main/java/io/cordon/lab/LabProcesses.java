package io.cordon.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** All processes that were started in one folder, the short ones too; once they are ended, no further one is started. */
final class LabProcesses {
    private final Path directory;
    private final List<LabProcess> started = new ArrayList<>();
    private boolean ended;

    LabProcesses(Path directory) {
        this.directory = directory;
    }

    /** Where their logs, and whatever they keep for a while, go. */
    Path directory() {
        return directory;
    }

    LabProcess start(String name, Program program) {
        return start(name, Map.of(), program);
    }

    // Starts under the lock: a process that started beside `end` would be in nobody's list.
    synchronized LabProcess start(String name, Map<String, String> environment, Program program) {
        if (ended) {
            throw new LabException("the lab ends already");
        }
        try {
            Path temporary = Files.createDirectories(directory.resolve("tmp"));
            LabProcess process = LabProcess.start(name, directory, environment, program.command(temporary));
            started.add(process);
            Files.writeString(directory.resolve(name + ".pid"), process.pid() + "\n");
            return process;
        } catch (IOException e) {
            throw new LabException("cannot start the " + name + ": " + e.getMessage(), e);
        }
    }

    /** Asks all of them to end, then waits until they have; kills what takes too long. */
    synchronized void end() {
        ended = true;
        started.forEach(LabProcess::askToEnd);
        started.forEach(LabProcess::stop);
        started.clear();
    }
}
