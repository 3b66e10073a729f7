package io.cordon.engine.indicator;

import io.cordon.engine.event.Bytes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What a person said of an incident.
 *
 * @param until how long it holds, in µs
 */
public record PersonsVerdict(String tenant, String incident, Verdict verdict, long until) {
    private static final int VERSION = 1;

    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        Bytes.text(out, tenant);
        Bytes.text(out, incident);
        Bytes.text(out, verdict.name());
        out.writeLong(until);
    }

    public static PersonsVerdict read(DataInput in) throws IOException {
        Bytes.version(in, VERSION);
        return new PersonsVerdict(Bytes.text(in), Bytes.text(in), Verdict.valueOf(Bytes.text(in)), in.readLong());
    }
}
