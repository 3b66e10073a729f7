package io.cordon.engine.edge;

import java.util.Locale;
import java.util.Map;

/** Command lines in one form, so that what a service or task was registered with is found again in what it started. */
final class CommandText {
    private static final int LONGEST = 1_024;
    private static final Map<String, String> VARIABLES = Map.of(
            "%comspec%", "c:\\windows\\system32\\cmd.exe",
            "%systemroot%", "c:\\windows",
            "%windir%", "c:\\windows",
            "%systemdrive%", "c:",
            "%programfiles%", "c:\\program files",
            "%programdata%", "c:\\programdata",
            "\\systemroot\\", "c:\\windows\\",
            "\\??\\", "");

    private CommandText() {}

    static String of(String text) {
        String plain = text.toLowerCase(Locale.ROOT);
        for (Map.Entry<String, String> variable : VARIABLES.entrySet()) {
            plain = plain.replace(variable.getKey(), variable.getValue());
        }
        plain = plain.replace("\"", " ").replaceAll("\\s+", " ").trim();
        return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST);
    }

    static String fileName(String path) {
        return path.substring(Math.max(path.lastIndexOf('\\'), path.lastIndexOf('/')) + 1)
                .toLowerCase(Locale.ROOT);
    }
}
