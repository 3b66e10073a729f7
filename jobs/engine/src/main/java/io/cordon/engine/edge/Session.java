package io.cordon.engine.edge;

import io.cordon.engine.event.Bytes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A logon id of an endpoint; a boot gives it to somebody else.
 *
 * @param executions what was done in it
 * @param callers the processes in it that connected to somewhere
 */
public record Session(List<Logon> logons, List<String> executions, List<String> callers) {
    private static final int VERSION = 1;

    /** Nothing yet. */
    public static Session empty() {
        return new Session(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        EdgeBytes.all(out, logons, EdgeBytes::write);
        Bytes.texts(out, executions);
        Bytes.texts(out, callers);
    }

    public static Session read(DataInput in) throws IOException {
        Bytes.version(in, VERSION);
        return new Session(EdgeBytes.all(in, EdgeBytes::logon), Bytes.texts(in), Bytes.texts(in));
    }
}
