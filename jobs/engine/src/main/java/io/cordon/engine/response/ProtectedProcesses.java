package io.cordon.engine.response;

import io.cordon.engine.finding.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The processes that are never touched: what the operating system, a session or a container needs, by path and not by name. */
public final class ProtectedProcesses {
    private static final Set<Long> PIDS = Set.of(0L, 1L, 4L);
    private static final List<String> BUILT_IN = List.of(
            "*:\\windows\\system32\\smss.exe",
            "*:\\windows\\system32\\csrss.exe",
            "*:\\windows\\system32\\wininit.exe",
            "*:\\windows\\system32\\winlogon.exe",
            "*:\\windows\\system32\\services.exe",
            "*:\\windows\\system32\\lsass.exe",
            "*:\\windows\\system32\\svchost.exe",
            "*:\\windows\\system32\\wbem\\wmiprvse.exe",
            "*:\\windows\\system32\\dwm.exe",
            "*:\\windows\\explorer.exe",
            "/sbin/init",
            "/usr/sbin/init",
            "/usr/lib/systemd/systemd",
            "/lib/systemd/systemd",
            "/usr/sbin/sshd",
            "/usr/bin/dockerd",
            "/usr/bin/containerd",
            "/usr/bin/containerd-shim*",
            "/usr/bin/runc",
            "/usr/bin/crio",
            "/usr/bin/podman");

    private final List<String> paths;

    private ProtectedProcesses(List<String> paths) {
        this.paths = List.copyOf(paths);
    }

    public static ProtectedProcesses builtIn() {
        return new ProtectedProcesses(BUILT_IN);
    }

    /** The built-in ones and more: full paths, in any case; one {@code *} may stand at the beginning or at the end. */
    public static ProtectedProcesses with(List<String> more) {
        List<String> all = new ArrayList<>(BUILT_IN);
        more.forEach(path -> all.add(path.toLowerCase(Locale.ROOT)));
        return new ProtectedProcesses(all);
    }

    /** Why the target is not to be touched, or empty where it may be. */
    public String objection(Target target) {
        if (PIDS.contains(target.pid())) {
            return "pid " + target.pid() + " is protected";
        }
        if (target.image() == null || target.image().isBlank()) {
            return "its image is not known, so it cannot be told from a protected process";
        }
        String image = target.image().toLowerCase(Locale.ROOT);
        boolean bare = image.indexOf('\\') < 0 && image.indexOf('/') < 0;
        for (String path : paths) {
            if (bare ? nameOf(path).equals(image) : matches(path, image)) {
                return target.image() + " is protected";
            }
        }
        return "";
    }

    private static String nameOf(String path) {
        return path.substring(Math.max(path.lastIndexOf('\\'), path.lastIndexOf('/')) + 1);
    }

    private static boolean matches(String path, String image) {
        if (path.startsWith("*")) {
            return image.endsWith(path.substring(1));
        }
        return path.endsWith("*") ? image.startsWith(path.substring(0, path.length() - 1)) : image.equals(path);
    }
}
