package io.cordon.agent;

import java.util.Optional;
import java.util.Set;

/**
 * The processes that this host never touches, whatever is signed.
 *
 * @param pids those that the operating system gives to itself
 * @param paths full paths of images; a star may end one
 * @param entities this agent and its ancestors
 */
public record Protection(Set<Long> pids, Set<String> paths, Set<String> entities) {
    public Protection {
        pids = Set.copyOf(pids);
        paths = Set.copyOf(paths);
        entities = Set.copyOf(entities);
    }

    /** Why a process is not to be touched, or empty where it may be. */
    Optional<String> objection(ProcessTable.Facts process) {
        if (pids.contains(process.pid())) {
            return Optional.of("pid " + process.pid() + " is protected");
        }
        if (entities.contains(process.entity())) {
            return Optional.of("it is this agent, or an ancestor of it");
        }
        if (process.image().isEmpty()) {
            return Optional.of("its image is not told, so it can't be told from a protected process");
        }
        return process.image().filter(this::protects).map(image -> image + " is protected");
    }

    /** Whether an image is one of those that are never touched. */
    public boolean protects(String image) {
        return paths.stream()
                .anyMatch(path -> path.endsWith("*")
                        ? image.startsWith(path.substring(0, path.length() - 1))
                        : image.equals(path));
    }
}
