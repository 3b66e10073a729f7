package io.cordon.engine.mapping;

import io.cordon.engine.event.EndpointEvent;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;

/** Reads the times that records carry, to µs since 1970. */
final class RecordTime {
    private static final long MICROS = 1_000_000L;
    private static final long EARLIEST = Instant.parse("1990-01-01T00:00:00Z").getEpochSecond() * MICROS;
    private static final long LATEST = Instant.parse("2200-01-01T00:00:00Z").getEpochSecond() * MICROS;
    /** 100 ns steps between 1601 and 1970. */
    private static final long FILETIME_EPOCH = 116_444_736_000_000_000L;

    /** Where {@code 2020-09-20T19:16:04} ends. */
    private static final int SECONDS_END = 19;

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+([.][0-9]+)?([eE][+-]?[0-9]{1,2})?");
    private static final int LONGEST_NUMBER = 40;

    private RecordTime() {}

    /** What a number counts. */
    enum Unit {
        /** What its size tells: s, ms, µs or, from 1970 on, Windows file time. */
        GUESSED(""),
        SECONDS("s"),
        MILLIS("ms"),
        MICROS("us"),
        NANOS("ns"),
        FILETIME("filetime"),
        /** Nothing: a time is a text. */
        ISO("iso");

        private final String text;

        Unit(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }

        /** µs since 1970, rounded down; with an exception beyond what a long holds. */
        private long micros(BigDecimal number) {
            BigDecimal micros = switch (this) {
                case SECONDS -> number.movePointRight(6);
                case MILLIS -> number.movePointRight(3);
                case NANOS -> number.movePointLeft(3);
                case FILETIME ->
                    number.subtract(BigDecimal.valueOf(FILETIME_EPOCH)).movePointLeft(1);
                case GUESSED, MICROS, ISO -> number;
            };
            return micros.setScale(0, RoundingMode.FLOOR).longValueExact();
        }
    }

    /** A time in the unit that its mapping names, which is then believed; ABSENT for what is none. */
    static long parse(String text, Unit unit) {
        String value = text.trim();
        if (unit == Unit.GUESSED || !isNumber(value)) {
            return parse(value);
        }
        try {
            return unit == Unit.ISO ? EndpointEvent.ABSENT : unit.micros(new BigDecimal(value));
        } catch (ArithmeticException e) {
            return EndpointEvent.ABSENT;
        }
    }

    /** ISO 8601 with T or a blank, with a zone or (then read as UTC) without; or a number: s, ms, µs or Windows file time. */
    static long parse(String text) {
        String value = text.trim();
        if (value.isEmpty()) {
            return EndpointEvent.ABSENT;
        }
        if (value.indexOf('-', 1) < 0) {
            return number(value);
        }
        try {
            long usual = usual(value);
            if (usual != EndpointEvent.ABSENT) {
                return usual;
            }
            String iso = value.length() > 10 && value.charAt(10) == ' '
                    ? value.substring(0, 10) + 'T' + value.substring(11)
                    : value;
            Instant instant = hasZone(iso) ? OffsetDateTime.parse(iso).toInstant() : Instant.parse(iso + 'Z');
            return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), MICROS), instant.getNano() / 1000);
        } catch (DateTimeException | ArithmeticException e) {
            return EndpointEvent.ABSENT;
        }
    }

    static boolean plausible(long micros) {
        return micros >= EARLIEST && micros < LATEST;
    }

    /** {@code 2020-09-20T19:16:04.123Z} as nearly every record writes it, digit by digit; ABSENT for any other way of writing. */
    private static long usual(String text) {
        int length = text.length();
        if (length < SECONDS_END
                || text.charAt(4) != '-'
                || text.charAt(7) != '-'
                || (text.charAt(10) != 'T' && text.charAt(10) != ' ')
                || text.charAt(13) != ':'
                || text.charAt(16) != ':') {
            return EndpointEvent.ABSENT;
        }
        int hour = digits(text, 11, 13);
        int minute = digits(text, 14, 16);
        int second = digits(text, 17, SECONDS_END);
        int end = text.charAt(length - 1) == 'Z' ? length - 1 : length;
        int fraction = end == SECONDS_END ? 0 : fraction(text, end);
        int year = digits(text, 0, 4);
        int month = digits(text, 5, 7);
        int day = digits(text, 8, 10);
        // What is out of range is left to the JDK, like all that is not a digit.
        if ((year | month | day | hour | minute | second | fraction) < 0 || hour > 23 || minute > 59 || second > 59) {
            return EndpointEvent.ABSENT;
        }
        long seconds = LocalDate.of(year, month, day).toEpochDay() * 86_400 + hour * 3600L + minute * 60L + second;
        return seconds * MICROS + fraction;
    }

    /** What stands behind the seconds up to {@code end}, in µs, or negative. */
    private static int fraction(String text, int end) {
        int digits = end - SECONDS_END - 1;
        if (digits < 1 || digits > 9 || text.charAt(SECONDS_END) != '.') {
            return -1;
        }
        int value = digits(text, SECONDS_END + 1, end);
        for (int i = digits; i < 6; i++) {
            value *= 10;
        }
        for (int i = digits; i > 6; i--) {
            value = value < 0 ? value : value / 10;
        }
        return value;
    }

    private static int digits(String text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    private static boolean hasZone(String iso) {
        char last = iso.charAt(iso.length() - 1);
        return last == 'Z' || last == 'z' || iso.indexOf('+', 10) > 0 || iso.indexOf('-', 10) > 0;
    }

    private static long number(String value) {
        try {
            long number = Long.parseLong(value);
            if (number > FILETIME_EPOCH) {
                return (number - FILETIME_EPOCH) / 10;
            }
            if (number > 100_000_000_000_000L) {
                return number;
            }
            return number > 100_000_000_000L ? number * 1000 : number * MICROS;
        } catch (NumberFormatException e) {
            // With a fraction, or with an exponent as JSON may have it, it is one of s or ms.
            BigDecimal number = isNumber(value) ? new BigDecimal(value) : BigDecimal.valueOf(-1);
            return number.signum() < 0
                    ? EndpointEvent.ABSENT
                    : parse(
                            value,
                            number.compareTo(BigDecimal.valueOf(100_000_000_000L)) > 0 ? Unit.MILLIS : Unit.SECONDS);
        }
    }

    private static boolean isNumber(String value) {
        return value.length() <= LONGEST_NUMBER && NUMBER.matcher(value).matches();
    }
}
