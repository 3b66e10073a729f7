package io.cordon.engine.edge;

import io.cordon.engine.event.Bytes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/** The layout of a process's connections in state. */
public final class Connections {
    private static final int VERSION = 1;

    private Connections() {}

    public static void write(List<Connection> connections, DataOutput out) throws IOException {
        out.writeByte(VERSION);
        EdgeBytes.all(out, connections, EdgeBytes::write);
    }

    public static List<Connection> read(DataInput in) throws IOException {
        Bytes.version(in, VERSION);
        return EdgeBytes.all(in, EdgeBytes::connection);
    }
}
