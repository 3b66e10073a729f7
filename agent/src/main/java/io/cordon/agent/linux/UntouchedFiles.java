package io.cordon.agent.linux;

import io.cordon.agent.Protection;
import io.cordon.agent.RealPath;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The files that are never moved, whatever is ordered: those without which there is no system, no agent, or nobody who may log in. */
final class UntouchedFiles implements Predicate<Path> {
    private static final List<String> SYSTEM = List.of(
            "/bin",
            "/sbin",
            "/lib",
            "/lib32",
            "/lib64",
            "/usr/bin",
            "/usr/sbin",
            "/usr/lib",
            "/usr/lib32",
            "/usr/lib64",
            "/usr/libexec",
            "/usr/local/lib/systemd",
            "/run/systemd",
            "/boot",
            "/etc",
            "/dev",
            "/proc",
            "/sys");

    private final Protection protection;
    private final Set<Path> folders = new HashSet<>();

    /** @param folder what the agent keeps */
    UntouchedFiles(Path folder, Protection protection) {
        this.protection = protection;
        SYSTEM.forEach(this::add);
        add(folder.toString());
        add(System.getProperty("java.home"));
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !entry.isEmpty())
                .forEach(this::add);
        ancestors(ProcessHandle.current().pid())
                .forEach(stat -> ProcFs.image(stat.pid()).ifPresent(image -> add(image.executable())));
    }

    /** A process and those above it, as the kernel tells it. */
    static Stream<ProcFs.Stat> ancestors(long pid) {
        return Stream.iterate(
                        ProcFs.stat(pid),
                        Optional::isPresent,
                        at -> ProcFs.stat(at.orElseThrow().parentPid()))
                .flatMap(Optional::stream);
    }

    private void add(String path) {
        Path named = RealPath.of(Path.of(path));
        folders.add(named);
        try {
            folders.add(named.toRealPath()); // where it leads, if it is a link itself
        } catch (IOException e) {
            // not there
        }
    }

    @Override
    public boolean test(Path file) {
        return protection.protects(file.toString()) || folders.stream().anyMatch(file::startsWith);
    }
}
