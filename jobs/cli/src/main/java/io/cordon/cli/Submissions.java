package io.cordon.cli;

import io.cordon.lab.FlinkRest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Which jobs were submitted from here to one cluster, so that their last retained checkpoints are found again. */
final class Submissions {
    private final Path folder;
    private final FlinkRest flink;

    Submissions(String address, String prefix) {
        this.folder = Project.workFolder()
                .resolve("submitted")
                .resolve(address.replace(':', '_') + (prefix.isEmpty() ? "" : "_" + prefix));
        this.flink = new FlinkRest("http://" + address);
    }

    void remember(JobName job, String id) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(job.name()), id);
        } catch (IOException e) {
            throw new CommandException("cannot note the job id " + id + " in " + folder + ": " + e.getMessage(), e);
        }
    }

    /** The path of the last retained checkpoint of the job that was submitted last. */
    String lastCheckpoint(JobName job) {
        Path note = folder.resolve(job.name());
        if (!Files.exists(note)) {
            throw new CommandException(
                    "no " + job + " was submitted to this cluster from here: name a path with --from");
        }
        try {
            String id = Files.readString(note).strip();
            return known(id)
                    .or(() -> retained(id))
                    .orElseThrow(() -> new CommandException("job " + id
                            + " has no retained checkpoint that can be seen from here: name its path with --from"));
        } catch (IOException e) {
            throw new CommandException("cannot read " + note + ": " + e.getMessage(), e);
        }
    }

    private Optional<String> known(String id) {
        try {
            return Optional.of(flink.lastCheckpoint(id)).filter(path -> !path.isEmpty());
        } catch (IOException e) {
            return Optional.empty(); // a JobManager that was started anew has forgotten the job, but not its files
        }
    }

    private Optional<String> retained(String id) {
        try {
            String folder = flink.setting("execution.checkpointing.dir");
            if (!folder.startsWith("file:")) {
                return Optional.empty();
            }
            try (Stream<Path> checkpoints =
                    Files.list(Path.of(URI.create(folder)).resolve(id))) {
                return checkpoints
                        .filter(path -> Files.exists(path.resolve("_metadata")))
                        .max(Comparator.comparingLong(Submissions::number))
                        .map(path -> path.toUri().toString());
            }
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static long number(Path checkpoint) {
        String name = checkpoint.getFileName().toString();
        return name.startsWith("chk-") ? Long.parseLong(name.substring("chk-".length())) : -1;
    }
}
