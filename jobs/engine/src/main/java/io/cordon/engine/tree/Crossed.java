package io.cordon.engine.tree;

import io.cordon.engine.event.Bytes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * An anchor that a process satisfied, and the edges over which that has come; by the edges nothing runs in a circle, and nothing holds
 * itself up.
 *
 * @param endpoint where the process is that satisfied it
 * @param process empty where it is not kept any more
 * @param edges by their ids, in the order in which they were crossed
 */
public record Crossed(long anchor, String endpoint, String process, List<String> edges) {
    /** The shortest way first. */
    static final Comparator<Crossed> ORDER = Comparator.comparing((Crossed one) -> one.edges.size())
            .thenComparing(one -> String.join("\n", one.edges))
            .thenComparing(Crossed::anchor)
            .thenComparing(Crossed::endpoint)
            .thenComparing(Crossed::process);

    public Crossed {
        edges = List.copyOf(edges);
    }

    boolean isFrom(String otherEndpoint, String otherProcess) {
        return process.equals(otherProcess) && endpoint.equals(otherEndpoint);
    }

    Crossed over(String edge) {
        List<String> more = new ArrayList<>(edges);
        more.add(edge);
        return new Crossed(anchor, endpoint, process, more);
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(anchor);
        Bytes.text(out, endpoint);
        Bytes.text(out, process);
        Bytes.texts(out, edges);
    }

    static Crossed read(DataInput in) throws IOException {
        return new Crossed(in.readLong(), Bytes.text(in), Bytes.text(in), Bytes.texts(in));
    }
}
