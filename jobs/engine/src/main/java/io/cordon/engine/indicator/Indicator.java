package io.cordon.engine.indicator;

import io.cordon.engine.event.Bytes;
import io.cordon.engine.finding.FindingId;
import io.cordon.engine.prevalence.Artefact;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;

/**
 * By what an attack may be known on other endpoints.
 *
 * @param id derived from the incident and the artefact
 * @param artefact what is met there: the hash of an image or script, a command line's shape, a destination
 * @param incident that yielded it
 * @param finding of that incident, that named it
 * @param rule that found it
 * @param event in which the target had to do with it
 * @param endpoints those of the incident, sorted
 * @param since when that finding was complete, in µs
 * @param expires when it ends by itself, in µs
 */
public record Indicator(
        String id,
        Artefact artefact,
        String incident,
        String finding,
        String rule,
        String event,
        List<String> endpoints,
        long since,
        long expires) {
    private static final int VERSION = 1;

    /** What says most exactly what it means comes first. */
    static final Comparator<Indicator> ORDER = Comparator.comparing(
                    (Indicator indicator) -> indicator.artefact().kind())
            .thenComparing(Indicator::since)
            .thenComparing(indicator -> indicator.artefact().value());

    public Indicator {
        endpoints = List.copyOf(endpoints);
    }

    static String id(String incident, Artefact artefact) {
        return FindingId.of(
                artefact.tenant(), "indicator", List.of(artefact.kind().word(), artefact.value()), incident);
    }

    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        Bytes.text(out, id);
        Bytes.text(out, artefact.key());
        Bytes.text(out, incident);
        Bytes.text(out, finding);
        Bytes.text(out, rule);
        Bytes.text(out, event);
        Bytes.texts(out, endpoints);
        out.writeLong(since);
        out.writeLong(expires);
    }

    public static Indicator read(DataInput in) throws IOException {
        Bytes.version(in, VERSION);
        return new Indicator(
                Bytes.text(in),
                Artefact.ofKey(Bytes.text(in)),
                Bytes.text(in),
                Bytes.text(in),
                Bytes.text(in),
                Bytes.text(in),
                Bytes.texts(in),
                in.readLong(),
                in.readLong());
    }

    public String tenant() {
        return artefact.tenant();
    }
}
