package io.cordon.engine.mapping;

import io.cordon.engine.event.EndpointEvent;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Reads the times that records carry, to µs since 1970. */
final class RecordTime {
    private static final long MICROS = 1_000_000L;
    private static final long EARLIEST = Instant.parse("1990-01-01T00:00:00Z").getEpochSecond() * MICROS;
    private static final long LATEST = Instant.parse("2200-01-01T00:00:00Z").getEpochSecond() * MICROS;
    /** 100 ns steps between 1601 and 1970. */
    private static final long FILETIME_EPOCH = 116_444_736_000_000_000L;

    private RecordTime() {}

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
            return EndpointEvent.ABSENT;
        }
    }
}
