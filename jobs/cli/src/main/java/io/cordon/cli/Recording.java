package io.cordon.cli;

import io.cordon.engine.event.Clock;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.mapping.Normalized;
import io.cordon.engine.mapping.Normalizer;
import io.cordon.engine.mapping.Origin;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Recorded telemetry that can be written again as if it happened now, on the recorded endpoints or on copies of them.
 *
 * <p>Every text that is a date and time is moved, whatever its field, so that a record's clocks keep their offsets. A recording
 * that lasts longer than two minutes is squeezed into two, since evidence orders nothing once it is five minutes old.
 */
public final class Recording {
    private static final long LONGEST = 120_000_000L;
    private static final Pattern TIME = Pattern.compile(
            "\"(\\d{4}-\\d\\d-\\d\\d)([T ])(\\d\\d:\\d\\d:\\d\\d)(?:\\.(\\d{1,9}))?(Z|[+-]\\d\\d:?\\d\\d)?\"");
    private static final DateTimeFormatter NANOS = DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSSSSS");

    private final List<Line> lines;
    private final long last;
    private final double pace;

    /** @param endpoint the endpoint as the record writes it, or empty where the record can't be read */
    private record Line(String text, String endpoint) {}

    /**
     * A raw record for a topic.
     *
     * @param key what it is keyed by
     */
    public record Written(String key, String text) {}

    private Recording(List<Line> lines, long first, long last) {
        this.lines = lines;
        this.last = last;
        this.pace = last - first > LONGEST ? (double) LONGEST / (last - first) : 1;
    }

    public static Recording read(List<Path> paths) {
        Normalizer normalizer = Normalizer.builtIn();
        List<Line> lines = new ArrayList<>();
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (String text : RawRecords.read(paths)) {
            Normalized read = normalizer.normalize(
                    "default", text.getBytes(StandardCharsets.UTF_8), new Origin("demo", EndpointEvent.ABSENT, "demo"));
            String endpoint = "";
            if (read instanceof Normalized.Mapped mapped) {
                endpoint = mapped.event().endpoint();
                if (mapped.event().clock() == Clock.UTC) {
                    first = Math.min(first, mapped.event().time());
                    last = Math.max(last, mapped.event().time());
                }
            }
            lines.add(new Line(text, endpoint));
        }
        if (first > last) {
            throw new CommandException(paths + ": no record with a time that can be read");
        }
        return new Recording(lines, first, last);
    }

    public int size() {
        return lines.size();
    }

    /**
     * One record as if it was written when the recording ended {@code now}.
     *
     * @param now µs since 1970
     * @param copy 0 for the recorded endpoints, else the number of a copy of them
     */
    public Written write(int line, long now, int copy) {
        Line recorded = lines.get(line);
        String text = TIME.matcher(recorded.text()).replaceAll(time -> moved(time, now));
        String endpoint = recorded.endpoint();
        if (copy > 0 && !endpoint.isEmpty()) {
            String name = copyOf(endpoint, copy);
            text = Pattern.compile('"' + Pattern.quote(endpoint) + '"', Pattern.CASE_INSENSITIVE)
                    .matcher(text)
                    .replaceAll(Matcher.quoteReplacement('"' + name + '"'));
            endpoint = name;
        }
        return new Written(endpoint, text);
    }

    private static String copyOf(String endpoint, int copy) {
        int dot = endpoint.indexOf('.');
        String host = dot < 0 ? endpoint : endpoint.substring(0, dot);
        return host + '-' + copy + (dot < 0 ? "" : endpoint.substring(dot));
    }

    private String moved(MatchResult time, long now) {
        String digits = time.group(4) == null ? "" : time.group(4);
        LocalDateTime then = LocalDateTime.parse(time.group(1) + 'T' + time.group(3));
        long micros =
                then.toEpochSecond(ZoneOffset.UTC) * 1_000_000 + Long.parseLong((digits + "000000").substring(0, 6));
        LocalDateTime moved = LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC)
                .plus(now - Math.round((last - micros) * pace), ChronoUnit.MICROS);
        int length = "HH:mm:ss".length() + (digits.isEmpty() ? 0 : 1 + digits.length());
        return '"'
                + moved.toLocalDate().toString()
                + time.group(2)
                + NANOS.format(moved).substring(0, length)
                + (time.group(5) == null ? "" : time.group(5))
                + '"';
    }
}
