package io.cordon.engine.detect;

import io.cordon.engine.correlate.Hit;
import io.cordon.engine.correlate.HitBytes;
import io.cordon.engine.event.Bytes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A hit whose chain waits for the endpoint's time to pass a moment: what must not follow it has not, then.
 *
 * @param count how many wait for the same moment, at the first of them
 */
public record Waiting(Hit hit, int count) {
    private static final int VERSION = 1;

    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeInt(count);
        HitBytes.write(hit, out);
    }

    public static Waiting read(DataInput in) throws IOException {
        Bytes.version(in, VERSION);
        int count = in.readInt();
        return new Waiting(HitBytes.hit(in), count);
    }
}
