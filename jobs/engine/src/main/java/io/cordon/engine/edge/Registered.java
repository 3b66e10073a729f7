package io.cordon.engine.edge;

import io.cordon.engine.event.Bytes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Objects of one name, or that start the same: their executions, and when what has the name was deleted. */
public record Registered(List<String> executions, List<Sighting> deletions) {
    private static final int VERSION = 1;

    /** Nothing yet. */
    public static Registered empty() {
        return new Registered(new ArrayList<>(), new ArrayList<>());
    }

    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        Bytes.texts(out, executions);
        EdgeBytes.all(out, deletions, EdgeBytes::write);
    }

    public static Registered read(DataInput in) throws IOException {
        Bytes.version(in, VERSION);
        return new Registered(Bytes.texts(in), EdgeBytes.all(in, EdgeBytes::sighting));
    }
}
