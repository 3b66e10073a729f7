package io.cordon.cli;

import io.cordon.engine.event.Activity;
import io.cordon.engine.event.Column;
import io.cordon.engine.event.EndpointEvent;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What an event says, in a few lines. */
final class EventText {
    private static final int LONGEST = 1_500;
    private static final int MOST_FIELDS = 24;

    /** What the process says of itself stands with the process. */
    private static final Set<Column> OF_PROCESS = EnumSet.of(
            Column.EXECUTABLE,
            Column.ORIGINAL_FILE_NAME,
            Column.WORKING_DIRECTORY,
            Column.USER,
            Column.INTEGRITY_LEVEL,
            Column.LOGON_ID,
            Column.HASHES,
            Column.SIGNER,
            Column.PARENT_COMMAND_LINE,
            Column.PARENT_USER);

    private EventText() {}

    static List<String> of(EndpointEvent event) {
        List<String> lines = new ArrayList<>();
        String provider = event.service().isEmpty() ? event.provider() : event.service();
        lines.add(name(event.activity()) + " (" + provider + (event.code() < 0 ? "" : " " + event.code()) + ')');
        for (Column column : Column.values()) {
            String text = event.column(column);
            if (text != null && !text.isEmpty() && !OF_PROCESS.contains(column)) {
                lines.add(name(column) + ": " + cut(text));
            }
        }
        if (event.activity() == Activity.OTHER || lines.size() == 1) {
            event.fields().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .filter(field ->
                            !field.getValue().isEmpty() && !field.getValue().equals("-"))
                    .filter(field -> !field.getKey().equalsIgnoreCase("message"))
                    .limit(MOST_FIELDS)
                    .forEach(field -> lines.add(field.getKey() + ": " + cut(field.getValue())));
        }
        return lines;
    }

    private static String name(Enum<?> what) {
        return what.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
