package io.cordon.engine.edge;

import io.cordon.engine.event.Bytes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What happened on an endpoint within a minute of one of its clocks, as far as it is joined by time. */
public record Minute(List<Connection> inbound, List<Logon> logons, List<Creation> creations, List<String> executions) {
    private static final int VERSION = 1;

    /** Nothing yet. */
    public static Minute empty() {
        return new Minute(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    /** Adds one unless it is there; where there are too many, the last in order goes. Whether one went. */
    static <T> boolean add(T one, List<T> to, Comparator<T> order, int most) {
        if (to.contains(one)) {
            return false;
        }
        to.add(one);
        to.sort(order);
        if (to.size() <= most) {
            return false;
        }
        to.remove(to.size() - 1);
        return true;
    }

    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        EdgeBytes.all(out, inbound, EdgeBytes::write);
        EdgeBytes.all(out, logons, EdgeBytes::write);
        EdgeBytes.all(out, creations, EdgeBytes::write);
        Bytes.texts(out, executions);
    }

    public static Minute read(DataInput in) throws IOException {
        Bytes.version(in, VERSION);
        return new Minute(
                EdgeBytes.all(in, EdgeBytes::connection),
                EdgeBytes.all(in, EdgeBytes::logon),
                EdgeBytes.all(in, EdgeBytes::creation),
                Bytes.texts(in));
    }
}
