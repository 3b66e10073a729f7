package io.cordon.engine.incident;

import io.cordon.engine.incident.Clue.ProcessId;
import io.cordon.engine.incident.IncidentStore.Said;
import io.cordon.engine.rule.Rule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Values of incidents' state, for tests of their layout. */
public final class IncidentSamples {
    private static final long AT = 1_714_564_800_000_000L;

    private IncidentSamples() {}

    public static Clue clue() {
        return new Clue(fact(0.25), List.of(new ProcessId("h1", "{p1}")), new ProcessId("B\u00fcro", "{p0}"));
    }

    public static Clue bareClue() {
        return Clue.of(fact(null));
    }

    /** Clues of some days, in the order in which they come: late by no more than is allowed. */
    public static List<Clue> some(long seed) {
        Random random = new Random(seed);
        List<Fact> facts = new ArrayList<>(new RandomFacts(seed).some());
        Map<String, Long> comes = new HashMap<>();
        facts.forEach(fact -> comes.put(fact.id(), fact.time() + random.nextLong(IncidentLimits.DEFAULT.lateness())));
        facts.sort(Comparator.comparing(fact -> comes.getOrDefault(fact.id(), 0L)));
        return facts.stream().map(Clue::of).toList();
    }

    /** The incidents that clues make once all are ended, whatever was said of them in between. */
    public static List<Incident> ended(List<Clue> clues) {
        HeapIncidents incidents = new HeapIncidents("default", IncidentLimits.DEFAULT);
        clues.forEach(clue -> incidents.apply(clue, 0));
        incidents.judge(
                clues.stream().mapToLong(clue -> clue.fact().time()).max().orElse(0)
                        + IncidentLimits.DEFAULT.quiet()
                        + 1);
        return unnumbered(incidents.incidents());
    }

    /** Incidents but for how often they were told, by id. */
    public static List<Incident> unnumbered(Collection<Incident> incidents) {
        return incidents.stream()
                .map(incident -> incident.version(1))
                .sorted(Comparator.comparing(Incident::id))
                .toList();
    }

    private static Fact fact(@Nullable Double rarity) {
        return new Fact(
                "f1 e1",
                Fact.Kind.EDGE,
                "f1",
                AT,
                AT + 1,
                List.of("h1 {p1}", "object f1"),
                List.of("h1 0x11"),
                "h0",
                AT - 7,
                List.of("h0", "h1"),
                Rule.Level.HIGH,
                List.of("execution", "lateral-movement"),
                List.of("T1047"),
                rarity);
    }

    public static Link link() {
        return new Link("h1", "{p1}", "{p0}", "C:\\x.exe", "C:\\y.exe", "0x11", true, AT);
    }

    public static Link bareLink() {
        return new Link("h1", "{p1}", null, "", "", "", false, AT);
    }

    public static Said said() {
        return new Said(3, -17, Incident.State.MERGED, List.of("f1", "f2"), AT);
    }
}
