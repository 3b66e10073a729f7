package io.cordon.engine.indicator;

import io.cordon.engine.event.Bytes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The indicators that stand of one incident, as they were last said. */
public record Standing(List<Indicator> indicators) {
    static final Standing NONE = new Standing(List.of());

    private static final int VERSION = 1;

    public Standing {
        indicators = List.copyOf(indicators);
    }

    /** When the last of them ends by itself, in µs. */
    long expires() {
        return indicators.stream().mapToLong(Indicator::expires).max().orElse(Long.MIN_VALUE);
    }

    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeInt(indicators.size());
        for (Indicator indicator : indicators) {
            indicator.write(out);
        }
    }

    public static Standing read(DataInput in) throws IOException {
        Bytes.version(in, VERSION);
        List<Indicator> indicators = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            indicators.add(Indicator.read(in));
        }
        return new Standing(indicators);
    }
}
