package io.cordon.engine.edge;

import io.cordon.engine.edge.Trace.Started;
import io.cordon.engine.event.Bytes;
import io.cordon.engine.tree.Way;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A remote execution: somebody on one endpoint had something run on another.
 *
 * @param id the same for all versions of what is known of it
 * @param keys what was seen at both ends, or ties one end to the other
 * @param offset how far the source's clock runs ahead of the target's in µs, where something tells
 * @param evidence what proves it, in order of time, each on its own endpoint's clock
 */
public record Edge(
        String tenant,
        String id,
        Mechanism mechanism,
        List<String> techniques,
        Tier tier,
        Source source,
        Target target,
        List<String> keys,
        OptionalLong offset,
        List<Sighting> evidence) {
    private static final int VERSION = 1;

    /**
     * Where it came from.
     *
     * @param endpoint empty where only the address is known
     * @param process by the sensor's id; empty where it is not known
     */
    public record Source(String endpoint, String address, String process, String image) {}

    /**
     * What it reached.
     *
     * @param object the service, task, subscription or file; of a session {@code session <logon id> of <user>}; empty where it was a
     *     process
     * @param started the processes, in order; none while an object has not started one
     */
    public record Target(String endpoint, String object, List<Started> started) {}

    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        Bytes.text(out, tenant);
        Bytes.text(out, id);
        Bytes.text(out, mechanism.name());
        Bytes.texts(out, techniques);
        Bytes.text(out, tier.name());
        Bytes.text(out, source.endpoint());
        Bytes.text(out, source.address());
        Bytes.text(out, source.process());
        Bytes.text(out, source.image());
        Bytes.text(out, target.endpoint());
        Bytes.text(out, target.object());
        EdgeBytes.all(out, target.started(), EdgeBytes::write);
        Bytes.texts(out, keys);
        out.writeBoolean(offset.isPresent());
        out.writeLong(offset.orElse(0));
        EdgeBytes.all(out, evidence, EdgeBytes::write);
    }

    public static Edge read(DataInput in) throws IOException {
        Bytes.version(in, VERSION);
        String tenant = Bytes.text(in);
        String id = Bytes.text(in);
        Mechanism mechanism = Mechanism.valueOf(Bytes.text(in));
        List<String> techniques = Bytes.texts(in);
        Tier tier = Tier.valueOf(Bytes.text(in));
        Source source = new Source(Bytes.text(in), Bytes.text(in), Bytes.text(in), Bytes.text(in));
        Target target = new Target(Bytes.text(in), Bytes.text(in), EdgeBytes.all(in, EdgeBytes::started));
        List<String> keys = Bytes.texts(in);
        boolean isOffsetKnown = in.readBoolean();
        long offset = in.readLong();
        return new Edge(
                tenant,
                id,
                mechanism,
                techniques,
                tier,
                source,
                target,
                keys,
                isOffsetKnown ? OptionalLong.of(offset) : OptionalLong.empty(),
                EdgeBytes.all(in, EdgeBytes::sighting));
    }

    /**
     * What its source has to know, so that lineage passes over it; null where none does. Where an object is at its end that has started
     * nothing yet, none does yet.
     */
    public @Nullable Way way() {
        List<String> processes = target.started().stream()
                .map(Trace.Started::process)
                .filter(process -> !process.isEmpty())
                .distinct()
                .toList();
        boolean isRemote = !source.endpoint().equals(target.endpoint());
        if (!passesLineage() || !isRemote || source.process().isEmpty() || processes.isEmpty()) {
            return null;
        }
        long moment = evidence.stream()
                .filter(seen -> seen.endpoint().equals(source.endpoint()))
                .mapToLong(Sighting::time)
                .max()
                .orElse(Long.MIN_VALUE);
        return new Way(
                tenant,
                id,
                source.endpoint(),
                source.process(),
                target.endpoint(),
                processes,
                moment,
                offset.orElse(0));
    }

    /** Whether what runs at its end is a descendant of its source. */
    public boolean passesLineage() {
        return tier == Tier.T1 && mechanism.passesLineage();
    }
}
