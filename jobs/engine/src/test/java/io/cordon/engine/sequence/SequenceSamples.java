package io.cordon.engine.sequence;

import io.cordon.engine.correlate.Hit;
import io.cordon.engine.correlate.Place;
import io.cordon.engine.correlate.Share;
import io.cordon.engine.finding.Evidence;
import io.cordon.engine.finding.Target;
import java.util.List;

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

    public static ChainGroup group() {
        ChainGroup group = new ChainGroup(PLACE);
        group.horizon = TIME;
        group.append = TIME + 7;
        group.pending.put(0, Partial.of(Spot.of(hit("e0", 0, TIME - 3))));
        group.traces.put(Spot.of(hit("e1", 1, TIME - 2)));
        group.put(hit("e2", 0, TIME));
        group.put(hit("e3", 2, TIME + 1));
        group.hold(Partial.of(Spot.of(hit("e4", 0, TIME - 1))));
        group.passed.put("h1", TIME - 8);
        group.said.put("e4", new ChainGroup.Said(2, -17, false, hit("e4", 0, TIME - 1)));
        return group;
    }

    public static ChainGroup emptyGroup() {
        return new ChainGroup(PLACE);
    }
}
