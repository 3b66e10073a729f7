package io.cordon.engine.match;

import io.cordon.engine.condition.Predicate.DatePart;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads dates as logs write them, {@code 2026-11-23T18:04:59.123Z}: no zone is converted, and nothing is guessed. */
final class DateText {
    private static final Pattern DATE =
            Pattern.compile("(\\d{4})[-/](\\d{1,2})[-/](\\d{1,2})(?:[T ](\\d{1,2}):(\\d{2})(?::\\d{2}(?:[.,]\\d+)?)?)?"
                    + " ?(?:Z|UTC|[+-]\\d{2}:?\\d{2})?");

    private static final int MOST = 64;

    private DateText() {}

    static boolean fits(String text, DatePart part) {
        if (text.length() > MOST) {
            return false;
        }
        Matcher date = DATE.matcher(text);
        if (!date.matches()) {
            return false;
        }
        String digits = switch (part.unit()) {
            case YEAR -> date.group(1);
            case MONTH -> date.group(2);
            case DAY -> date.group(3);
            case HOUR -> date.group(4);
            case MINUTE -> date.group(5);
            case WEEK -> week(date);
        };
        if (digits == null) {
            return false;
        }
        long number = Long.parseLong(digits);
        return part.from() <= number && number <= part.to();
    }

    private static @Nullable String week(Matcher date) {
        try {
            LocalDate day = LocalDate.of(
                    Integer.parseInt(date.group(1)), Integer.parseInt(date.group(2)), Integer.parseInt(date.group(3)));
            return Integer.toString(day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
        } catch (DateTimeException e) {
            return null; // no such day
        }
    }
}
