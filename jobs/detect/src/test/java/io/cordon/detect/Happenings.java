package io.cordon.detect;

import io.cordon.engine.event.Activity;
import io.cordon.engine.event.Clock;
import io.cordon.engine.event.Column;
import io.cordon.engine.event.EndpointEvent;

/** What happens on hosts, as their Sysmon tells of it; processes go by names that their hosts give them. */
final class Happenings {
    /** When second 0 is, in µs: 2026-03-01T12:00:00Z. */
    static final long BEGIN = 1_772_366_400_000_000L;

    private Happenings() {}

    static EndpointEvent start(
            String host, long second, String name, String parent, String image, String commandLine, String hash) {
        return starting(host, second, name, parent, image, commandLine, hash).build();
    }

    /** A process writes a program. */
    static EndpointEvent writes(String host, long second, String name, String path, String hash) {
        return event(host, second, name)
                .code(29)
                .activity(Activity.FILE_EXECUTABLE_DETECTED)
                .column(Column.FILE_PATH, path)
                .column(Column.HASHES, "SHA256=" + hash)
                .build();
    }

    static EndpointEvent.Builder starting(
            String host, long second, String name, String parent, String image, String commandLine, String hash) {
        int slash = image.lastIndexOf('\\');
        return event(host, second, name)
                .code(1)
                .activity(Activity.PROCESS_START)
                .parent(host + ' ' + parent, pid(host + parent))
                .column(Column.EXECUTABLE, image)
                .column(Column.PARENT_EXECUTABLE, parentImage(parent))
                .column(Column.COMMAND_LINE, commandLine)
                .column(Column.ORIGINAL_FILE_NAME, image.substring(slash + 1))
                .column(Column.HASHES, hash.isEmpty() ? null : "SHA256=" + hash);
    }

    private static EndpointEvent.Builder event(String host, long second, String name) {
        long time = BEGIN + second * 1_000_000;
        return EndpointEvent.builder()
                .endpoint(host)
                .id(host + ' ' + name + ' ' + second)
                .position("log:" + host + name + second)
                .time(time, Clock.UTC)
                .appendTime(time)
                .product("windows")
                .service("sysmon")
                .process(host + ' ' + name, pid(host + name));
    }

    private static int pid(String process) {
        return 10 + Math.floorMod(process.hashCode(), 10_000);
    }

    private static String parentImage(String parent) {
        return switch (parent) {
            case "eqn" -> "C:\\Program Files\\Office\\eqnedt32.exe";
            case "explorer" -> "C:\\Windows\\explorer.exe";
            case "w3wp" -> "C:\\Windows\\System32\\inetsrv\\w3wp.exe";
            default -> "C:\\Users\\Public\\" + parent + ".exe";
        };
    }
}
