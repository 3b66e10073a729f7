package io.cordon.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What a Java program that failed said last: neither its log lines nor its stack frames, each message once, best without its class. */
final class Complaint {
    private static final Pattern LOGGED = Pattern.compile("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d.*");
    private static final Pattern SAYS_NOTHING =
            Pattern.compile("\\s*|-+|\\s+at .*|\\s+\\.\\.\\. \\d+ more| The program finished with .*");
    private static final Pattern CLASSES = Pattern.compile("^(Caused by: )?([\\w.$]+(Exception|Error): )*");
    private static final int LONGEST = 30;

    private Complaint() {}

    /** Empty where the program said nothing after its last log line. */
    static String of(List<String> log) {
        List<String> said = new ArrayList<>();
        List<String> messages = new ArrayList<>();
        for (String line : log) {
            if (LOGGED.matcher(line).matches()) {
                said.clear();
                messages.clear();
            } else if (!SAYS_NOTHING.matcher(line).matches()) {
                String message = CLASSES.matcher(line).replaceFirst("");
                int same = messages.indexOf(message);
                if (same >= 0 && line.equals(message)) {
                    said.set(same, line);
                } else if (messages.stream().noneMatch(other -> other.contains(message))) {
                    said.add(line);
                    messages.add(message);
                }
            }
        }
        return String.join("\n", said.subList(0, Math.min(said.size(), LONGEST)));
    }
}
