package io.cordon.engine.indicator;

import io.cordon.engine.event.Bytes;
import io.cordon.engine.prevalence.Sighting;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An indicator at the memory of its artefact, with where it was said to have been seen.
 *
 * @param said the earliest sighting by endpoint, and how often it was told
 */
public record Recalled(Indicator indicator, SortedMap<String, Told> said) {
    private static final int VERSION = 1;

    /** What was told of one endpoint. */
    public record Told(Sighting sighting, int version) {}

    public Recalled {
        said = Collections.unmodifiableSortedMap(new TreeMap<>(said));
    }

    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        indicator.write(out);
        out.writeInt(said.size());
        for (Map.Entry<String, Told> one : said.entrySet()) {
            Bytes.text(out, one.getKey());
            out.writeLong(one.getValue().sighting().time());
            Bytes.text(out, one.getValue().sighting().entity());
            out.writeInt(one.getValue().version());
        }
    }

    public static Recalled read(DataInput in) throws IOException {
        Bytes.version(in, VERSION);
        Indicator indicator = Indicator.read(in);
        SortedMap<String, Told> said = new TreeMap<>();
        for (int i = in.readInt(); i > 0; i--) {
            String endpoint = Bytes.text(in);
            Sighting sighting = new Sighting(endpoint, in.readLong(), Bytes.nullable(in));
            said.put(endpoint, new Told(sighting, in.readInt()));
        }
        return new Recalled(indicator, said);
    }
}
