package io.cordon.cli;

import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.mapping.Normalized;
import io.cordon.engine.mapping.Normalizer;
import io.cordon.engine.mapping.Origin;
import io.cordon.engine.mapping.Reason;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Maps the records of files to events, and counts what became of them. */
final class ReadRecords implements EventFiles.Reader {
    static final String TENANT = "default";

    private final Normalizer normalizer;
    private final Taker taker;
    private final Map<Reason, Long> deadLetters = new EnumMap<>(Reason.class);
    /** Where the first of each was, and what was expected there. */
    private final Map<Reason, String> first = new EnumMap<>(Reason.class);
    /** The file at hand, and its name, which stands for the endpoint where records name none. */
    private String at = "";

    private String name = "";
    private long read;
    private long mapped;

    ReadRecords(Normalizer normalizer, Taker taker) {
        this.normalizer = normalizer;
        this.taker = taker;
    }

    /** Receives each event with the record that says it. */
    interface Taker {
        void event(EndpointEvent event, byte[] record);
    }

    @Override
    public void record(String file, long number, byte[] record) {
        read++;
        if (!file.equals(at)) {
            at = file;
            Path last = Path.of(file).getFileName();
            name = last == null ? file : last.toString();
        }
        Origin origin = new Origin(file + ':' + number, EndpointEvent.ABSENT, name);
        Normalized normalized = normalizer.normalize(TENANT, record, origin);
        if (normalized instanceof Normalized.Mapped one) {
            mapped++;
            taker.event(one.event(), record);
        } else if (normalized instanceof Normalized.Rejected rejected) {
            deadLetters.merge(rejected.reason(), 1L, Long::sum);
            first.putIfAbsent(rejected.reason(), ", first " + origin.position() + ": " + rejected.detail());
        }
    }

    long read() {
        return read;
    }

    /**
     * Says what became of all that was read, with what was found in it.
     *
     * @param found such as {@code 3 findings}
     * @param counted more that was counted, by what it is
     */
    void summary(PrintWriter err, String found, double seconds, Map<? extends Enum<?>, Long> counted) {
        long dead = deadLetters.values().stream().mapToLong(Long::longValue).sum();
        err.printf(
                Locale.ROOT,
                "read %,d = mapped %,d + dead-lettered %,d; %s; %,.0f events/s%n",
                read,
                mapped,
                dead,
                found,
                read / Math.max(seconds, 1e-6));
        deadLetters.forEach((reason, count) -> line(err, reason, count, first.getOrDefault(reason, "")));
        counted.forEach((what, count) -> line(err, what, count, ""));
        err.flush();
    }

    private static void line(PrintWriter err, Enum<?> what, long count, String more) {
        String name = what.name().toLowerCase(Locale.ROOT).replace('_', '-');
        err.printf(Locale.ROOT, "  %,d %s%s%n", count, name, more);
    }
}
