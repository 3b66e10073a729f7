package io.cordon.engine.incident;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Processes that start others on behalf of everybody: what they start does not hang together. They count by their path, so that nobody
 * tears a tree apart by a name.
 */
final class SharedHosts {
    private static final Set<String> WINDOWS = Set.of(
            "explorer.exe",
            "system32\\services.exe",
            "system32\\svchost.exe",
            "system32\\wininit.exe",
            "system32\\winlogon.exe",
            "system32\\userinit.exe",
            "system32\\smss.exe",
            "system32\\csrss.exe",
            "system32\\lsass.exe",
            "system32\\mmc.exe",
            "system32\\taskeng.exe",
            "system32\\taskhostw.exe",
            "system32\\sihost.exe",
            "system32\\runtimebroker.exe",
            "system32\\wbem\\wmiprvse.exe",
            "syswow64\\wbem\\wmiprvse.exe",
            "system32\\wbem\\scrcons.exe");
    private static final Set<String> LINUX = Set.of(
            "/sbin/init",
            "/usr/sbin/init",
            "/lib/systemd/systemd",
            "/usr/lib/systemd/systemd",
            "/usr/sbin/sshd",
            "/usr/sbin/cron",
            "/usr/sbin/crond",
            "/usr/bin/dbus-daemon");
    private static final String FOLDER = ":\\windows\\";

    private SharedHosts() {}

    static boolean contains(@Nullable String image) {
        if (image == null) {
            return false;
        }
        String path = image.toLowerCase(Locale.ROOT);
        if (path.equals("system") || LINUX.contains(path)) {
            return true;
        }
        int folder = path.indexOf(FOLDER);
        return folder == 1 && WINDOWS.contains(path.substring(1 + FOLDER.length()));
    }
}
