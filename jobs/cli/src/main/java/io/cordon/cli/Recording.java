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
import java.util.ArrayList;
import java.util.List;
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
    private static final String TIME =
            "(?<=\")(\\d{4}-\\d\\d-\\d\\d)([T ])(\\d\\d:\\d\\d:\\d\\d)(?:\\.(\\d{1,9}))?(Z|[+-]\\d\\d:?\\d\\d)?(?=\")";
    private static final DateTimeFormatter NANOS = DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSSSSS");

    private final List<Line> lines;
    private final long last;
    private final double pace;

    /** @param endpoint the endpoint as the record writes it, or empty where the record can't be read */
    private record Line(List<Part> parts, String endpoint) {}

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
            lines.add(new Line(parts(text, endpoint), endpoint));
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
        String endpoint = copy == 0 ? recorded.endpoint() : copyOf(recorded.endpoint(), copy);
        StringBuilder text = new StringBuilder(2048);
        for (Part part : recorded.parts()) {
            if (part instanceof Literal literal) {
                text.append(literal.text());
            } else if (part instanceof Time time) {
                time.write(now - Math.round((last - time.micros()) * pace), text);
            } else {
                text.append(endpoint);
            }
        }
        return new Written(endpoint, text.toString());
    }

    private static String copyOf(String endpoint, int copy) {
        int dot = endpoint.indexOf('.');
        String host = dot < 0 ? endpoint : endpoint.substring(0, dot);
        return endpoint.isEmpty() ? "" : host + '-' + copy + (dot < 0 ? "" : endpoint.substring(dot));
    }

    /** A record's text, cut where a time or the endpoint's name stands alone between quotes. */
    private static List<Part> parts(String text, String endpoint) {
        List<Part> parts = new ArrayList<>();
        Matcher found = Pattern.compile(
                        TIME + (endpoint.isEmpty() ? "" : "|(?i:(?<=\")(" + Pattern.quote(endpoint) + ")(?=\"))"))
                .matcher(text);
        int from = 0;
        while (found.find()) {
            parts.add(new Literal(text.substring(from, found.start())));
            parts.add(found.group(1) == null ? Part.ENDPOINT : time(found));
            from = found.end();
        }
        parts.add(new Literal(text.substring(from)));
        return List.copyOf(parts);
    }

    private static Time time(Matcher found) {
        String digits = found.group(4) == null ? "" : found.group(4);
        LocalDateTime local = LocalDateTime.parse(found.group(1) + 'T' + found.group(3));
        long micros =
                local.toEpochSecond(ZoneOffset.UTC) * 1_000_000 + Long.parseLong((digits + "000000").substring(0, 6));
        return new Time(micros, found.group(2), digits.length(), found.group(5) == null ? "" : found.group(5));
    }

    /** A piece of a record's text. */
    private sealed interface Part permits Literal, Time, Endpoint {
        Part ENDPOINT = new Endpoint();
    }

    private record Literal(String text) implements Part {}

    private record Endpoint() implements Part {}

    /** A time; the clock is moved, its zone stays as it stands. */
    private record Time(long micros, String separator, int digits, String zone) implements Part {
        void write(long moved, StringBuilder out) {
            LocalDateTime time = LocalDateTime.ofEpochSecond(
                    Math.floorDiv(moved, 1_000_000L), (int) Math.floorMod(moved, 1_000_000L) * 1000, ZoneOffset.UTC);
            int length = "HH:mm:ss".length() + (digits == 0 ? 0 : 1 + digits);
            out.append(time.toLocalDate())
                    .append(separator)
                    .append(NANOS.format(time), 0, length)
                    .append(zone);
        }
    }
}
