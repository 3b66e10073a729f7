package io.cordon.engine.eql;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads spans of time such as {@code 30s}, {@code 1.5h} or {@code 2 days}. */
final class Spans {
    private static final Pattern SPAN = Pattern.compile("([0-9]{1,12}(?:[.][0-9]{1,9})?)([a-z]*)");
    private static final int MOST_DAYS = 366;
    private static final Map<String, Duration> UNITS = Map.ofEntries(
            Map.entry("ms", Duration.ofMillis(1)),
            Map.entry("s", Duration.ofSeconds(1)),
            Map.entry("sec", Duration.ofSeconds(1)),
            Map.entry("second", Duration.ofSeconds(1)),
            Map.entry("m", Duration.ofMinutes(1)),
            Map.entry("min", Duration.ofMinutes(1)),
            Map.entry("minute", Duration.ofMinutes(1)),
            Map.entry("h", Duration.ofHours(1)),
            Map.entry("hour", Duration.ofHours(1)),
            Map.entry("d", Duration.ofDays(1)),
            Map.entry("day", Duration.ofDays(1)));

    private Spans() {}

    static Duration read(Cursor in) throws QueryRefusedException {
        Token token = in.next();
        Matcher span = SPAN.matcher(token.text());
        if (token.kind() != Token.Kind.NUMBER || !span.matches()) {
            throw token.refuse("expected a span of time such as 30s, 5m, 1h or 1d");
        }
        String unit = span.group(2);
        if (unit.isEmpty() && in.peek().isName() && unit(in.peek().text()) != null) {
            unit = in.next().text();
        }
        if (unit.isEmpty()) {
            in.dialect().require(Feature.SPAN_WITHOUT_UNIT, token.at());
            unit = "s";
        }
        Duration one = unit(unit);
        BigDecimal millis = one == null
                ? BigDecimal.ZERO
                : new BigDecimal(span.group(1)).multiply(BigDecimal.valueOf(one.toMillis()));
        if (millis.signum() <= 0
                || millis.compareTo(
                                BigDecimal.valueOf(Duration.ofDays(MOST_DAYS).toMillis()))
                        > 0) {
            throw token.refuse("expected a span of time from 1ms to " + MOST_DAYS + "d, in ms, s, m, h or d");
        }
        return Duration.ofMillis(millis.setScale(0, RoundingMode.CEILING).longValue());
    }

    private static @Nullable Duration unit(String name) {
        Duration exact = UNITS.get(name);
        return exact == null && name.endsWith("s") ? UNITS.get(name.substring(0, name.length() - 1)) : exact;
    }
}
