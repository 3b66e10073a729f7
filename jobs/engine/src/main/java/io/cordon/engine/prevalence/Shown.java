package io.cordon.engine.prevalence;

import io.cordon.engine.event.Bytes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * That an endpoint showed an artefact, as it goes from task to task.
 *
 * @param append when the record was appended that shows it, in µs
 */
public record Shown(Artefact artefact, Sighting sighting, long append) {
    private static final int VERSION = 1;

    /** Without the artefact, which is the key that it travels by. */
    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        Bytes.text(out, sighting.endpoint());
        out.writeLong(sighting.time());
        Bytes.text(out, sighting.entity());
        out.writeLong(append);
    }

    public static Shown read(Artefact artefact, DataInput in) throws IOException {
        Bytes.version(in, VERSION);
        Sighting sighting = new Sighting(Bytes.text(in), in.readLong(), Bytes.nullable(in));
        return new Shown(artefact, sighting, in.readLong());
    }
}
