package io.cordon.engine.sequence;

import io.cordon.engine.correlate.Hit;
import io.cordon.engine.correlate.Place;
import io.cordon.engine.correlate.Share;
import io.cordon.engine.finding.Evidence;
import io.cordon.engine.finding.Target;
import io.cordon.engine.sequence.ChainGroup.Said;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What a chain keeps, with everything set. */
public final class SequenceSamples {
    private static final Place PLACE = new Place("acme", "chain", 1, "v1", List.of("ada", "10.0.0.7"), true);
    private static final long TIME = 1_714_564_800_000_000L;

    private SequenceSamples() {}

    private static Hit hit(String event, int part, long time) {
        Evidence evidence = new Evidence(event, List.of("log:1", "log:2"), "h1", "{p1}", part + 1, time, time + 5);
        Target target = new Target("h1", "{p1}", 4711, time - 9, "c:\\x.exe", "x -y", "ada", "0x3e9");
        String standing = new Standing("sysmon", 42, TIME - 99).text();
        return new Hit(evidence, true, new Share(PLACE, part, standing, target, "", List.of()));
    }

    public static ChainHead head() {
        ChainHead head = new ChainHead(PLACE);
        head.clock = TIME + 1;
        head.lastAppend = TIME + 6;
        head.append = TIME + 7;
        head.horizon = TIME;
        head.first = TIME;
        head.size = 2;
        head.pending.put(0, Partial.of(spot("e0", 0, TIME - 3)));
        head.latest = new TreeMap<>(Map.of(1, Partial.of(spot("e2", 0, TIME)).then(spot("e3", 2, TIME + 1))));
        head.passed.put("h1", TIME - 8);
        head.open = 3;
        head.run = -4;
        head.exit.tell(TIME + 10, TIME + 11);
        return head;
    }

    public static ChainHead emptyHead() {
        return new ChainHead(PLACE);
    }

    public static void hit(DataOutput out) throws IOException {
        write(out, entries -> entries.put(spot("e1", 1, TIME - 2)));
    }

    public static void match(DataOutput out) throws IOException {
        Candidate match = new Candidate(Partial.of(spot("e4", 0, TIME - 1)).then(spot("e5", 2, TIME)));
        write(out, entries -> entries.put(match));
    }

    public static void said(DataOutput out) throws IOException {
        write(out, entries -> entries.put(new Said(2, -17, true, hit("e4", 0, TIME - 1))));
    }

    private static void write(DataOutput out, Consumer<ChainEntries> put) throws IOException {
        HeapChainStore store = new HeapChainStore();
        ChainEntries entries = new ChainEntries(PLACE, store);
        put.accept(entries);
        entries.write();
        out.write(store.entries.values().iterator().next());
    }

    /** An entry that was read, to be written again. */
    public static byte[] rewritten(DataInput in) throws IOException {
        HeapChainStore store = new HeapChainStore();
        ChainEntries entries = new ChainEntries(PLACE, store);
        entries.read(in, new ChainEntries.Reader() {
            @Override
            public void hit(Hit hit) {
                entries.put(Spot.of(hit));
            }

            @Override
            public void match(Partial match) {
                entries.put(new Candidate(match));
            }

            @Override
            public void said(Said said) {
                entries.put(said);
            }
        });
        entries.write();
        return store.entries.values().iterator().next();
    }

    private static Spot spot(String event, int part, long time) {
        return Spot.of(hit(event, part, time));
    }
}
