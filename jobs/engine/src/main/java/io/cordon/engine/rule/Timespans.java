package io.cordon.engine.rule;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads spans of time as Sigma writes them: {@code 90m}. */
public final class Timespans {
    private static final Pattern TIMESPAN = Pattern.compile("(\\d{1,9})([smhd])");
    private static final int MOST_DAYS = 366;

    private Timespans() {}

    public static Duration read(RuleNode node) throws RuleRefusedException {
        Matcher matcher = TIMESPAN.matcher(node.text());
        if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
            throw node.refuse("expected a number and one of s, m, h, d, such as 90m");
        }
        long number = Long.parseLong(matcher.group(1));
        Duration timespan = switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
        if (timespan.compareTo(Duration.ofDays(MOST_DAYS)) > 0) {
            throw node.refuse("expected at most " + MOST_DAYS + "d");
        }
        return timespan;
    }
}
