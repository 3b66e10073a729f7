package io.cordon.engine.correlate;

import io.cordon.engine.finding.Evidence;
import io.cordon.engine.finding.Target;
import java.util.List;

/** What a correlation keeps, with everything set. */
public final class CorrelateSamples {
    private static final Place PLACE = new Place("acme", "brute", 1, "v1", List.of("ada", "10.0.0.7"));

    private CorrelateSamples() {}

    public static Hit hit() {
        return hit("e1", 1_714_564_800_000_000L);
    }

    private static Hit hit(String event, long time) {
        Evidence evidence = new Evidence(event, List.of("log:1", "log:2"), "h1", "{p1}", 2, time, time + 5);
        Target target = new Target("h1", "{p1}", 4711, time - 9, "c:\\x.exe", "x -y", "ada", "0x3e9");
        Share onward =
                new Share(new Place("acme", "broken", 2, "v2", List.of("ada")), 0, "v", null, "no response", List.of());
        return new Hit(evidence, true, new Share(PLACE, 1, "Büro", target, "", List.of(onward)));
    }

    public static Group group() {
        Group group = new Group(PLACE);
        group.put(hit());
        group.put(hit("e2", 1_714_564_801_000_000L));
        group.dropped = 1_714_564_799_000_000L;
        group.open = Run.of(List.of(hit("e0", 1_714_564_799_000_000L)), hit());
        group.openReach = 1_714_564_800_000_000L;
        group.said.put(
                "e0", new Group.Said(2, -17, 3, false, hit(), hit().share().onward()));
        return group;
    }

    public static Group emptyGroup() {
        return new Group(PLACE);
    }
}
