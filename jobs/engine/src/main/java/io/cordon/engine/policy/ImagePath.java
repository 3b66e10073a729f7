package io.cordon.engine.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One spelling for an image's path, so that none of the many that Windows takes hides a protected process.
 *
 * <p>What lies below the Windows folder becomes {@code windows\…}, from whatever volume: which drive holds the system is not known
 * here, and a copy elsewhere that is spared is found all the same.
 */
public final class ImagePath {
    private static final Pattern VOLUME = Pattern.compile("[a-z]:|harddiskvolume\\d+|volume\\{[0-9a-f-]+}");
    private static final Set<String> BEFORE_VOLUME = Set.of("globalroot", "device");
    private static final Set<String> ROOT = Set.of("systemroot", "%systemroot%", "%windir%");
    private static final Set<String> WINDOWS = Set.of("windows", "winnt");
    private static final Set<String> SYSTEM = Set.of("sysnative", "syswow64");
    /** Where an operating system lies; what lies in its temporary folders is none of it. */
    private static final List<String> SYSTEMS =
            List.of("windows\\", "/bin/", "/sbin/", "/lib", "/usr/bin/", "/usr/sbin/", "/usr/lib", "/boot/");

    private static final List<String> NOT_SYSTEMS = List.of("windows\\temp\\", "windows\\tasks\\");

    private static final String DELETED = " (deleted)";

    private ImagePath() {}

    public static boolean isBare(String image) {
        return image.indexOf('\\') < 0 && image.indexOf('/') < 0;
    }

    /** The last part of a path, in lower case. */
    public static String name(String image) {
        String text = image.strip().toLowerCase(Locale.ROOT);
        return text.substring(Math.max(text.lastIndexOf('\\'), text.lastIndexOf('/')) + 1);
    }

    /** Whether a file is one that an operating system brings. */
    public static boolean isSystems(String image) {
        String path = canonical(image);
        return SYSTEMS.stream().anyMatch(path::startsWith)
                && NOT_SYSTEMS.stream().noneMatch(path::startsWith);
    }

    public static String canonical(String image) {
        String text = image.strip().toLowerCase(Locale.ROOT).replace("\"", "");
        if (text.startsWith("/") && !text.startsWith("//")) {
            String path = text.endsWith(DELETED) ? text.substring(0, text.length() - DELETED.length()) : text;
            return '/' + String.join("/", parts(path, "/"));
        }
        text = text.replace('/', '\\');
        if (text.startsWith("\\??\\") || text.startsWith("\\\\?\\") || text.startsWith("\\\\.\\")) {
            text = text.substring(4);
        } else if (text.startsWith("\\\\")) {
            return text; // another machine's
        }
        List<String> parts = parts(text, "\\");
        int at = 0;
        while (at < parts.size() && BEFORE_VOLUME.contains(parts.get(at))) {
            at++;
        }
        if (at < parts.size() && VOLUME.matcher(parts.get(at)).matches()) {
            at++;
        }
        boolean below =
                at < parts.size() && (WINDOWS.contains(parts.get(at)) || (at == 0 && ROOT.contains(parts.get(at))));
        return below ? windows(parts.subList(at + 1, parts.size())) : String.join("\\", parts);
    }

    private static String windows(List<String> below) {
        List<String> parts = new ArrayList<>(below);
        if (!parts.isEmpty() && SYSTEM.contains(parts.get(0))) {
            parts.set(0, "system32");
        }
        return "windows\\" + String.join("\\", parts);
    }

    /** Without empty parts, {@code .}, {@code ..}, and the dots and blanks at a part's end that Windows leaves out. */
    private static List<String> parts(String path, String separator) {
        List<String> parts = new ArrayList<>();
        for (String part : path.split(Pattern.quote(separator), -1)) {
            if (part.equals("..")) {
                if (!parts.isEmpty()) {
                    parts.remove(parts.size() - 1);
                }
                continue;
            }
            String kept = separator.equals("\\") ? part.replaceAll("[. ]+$", "") : part;
            if (!kept.isEmpty() && !kept.equals(".")) {
                parts.add(kept);
            }
        }
        return parts;
    }
}
