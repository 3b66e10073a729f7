package io.cordon.engine.indicator;

import io.cordon.engine.finding.Thing;
import io.cordon.engine.incident.Clue;
import io.cordon.engine.incident.Clue.ProcessId;
import io.cordon.engine.incident.Fact;
import io.cordon.engine.incident.Incident;
import io.cordon.engine.incident.Incident.State;
import io.cordon.engine.incident.Lead;
import io.cordon.engine.incident.Lines;
import io.cordon.engine.indicator.Derivation.Derived;
import io.cordon.engine.rule.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An incident on one host, told by its findings; all processes are of one lineage but for those called strangers. */
final class IndicatorStory {
    static final String HASH = "ab".repeat(32);
    static final String STRANGER = "stranger";
    static final long MINUTE = 60_000_000L;

    /** Potato: somebody's program in a user's folder, with a command line that says a lot. */
    static final Map<Thing, String> POTATO = Map.of(Thing.SHA256, HASH);

    static final String POTATO_IMAGE = "C:\\Users\\eve\\potato.exe";
    static final String POTATO_SHAPE =
            "potato.exe -l <n> -p c:\\windows\\system32\\cmd.exe -t * -c <guid> --relay --quiet";

    private final Map<String, Clue> clues = new HashMap<>();
    private final List<String> findings = new ArrayList<>();

    /** Two rules see two tactics on one lineage. */
    static IndicatorStory confirmed() {
        return new IndicatorStory()
                .finding("relay", "privilege-escalation", "e1")
                .finding("dump", "credential-access", "e2");
    }

    IndicatorStory finding(String rule, String tactic, String event) {
        return finding(rule, tactic, "potato", lead(rule, true, event, POTATO_IMAGE, POTATO_SHAPE, POTATO));
    }

    IndicatorStory finding(String rule, String tactic, String process, Lead lead) {
        int number = findings.size();
        String id = "f" + number;
        Fact fact = new Fact(
                id,
                Fact.Kind.FINDING,
                id,
                number * MINUTE,
                number * MINUTE,
                List.of("h1 potato"),
                List.of(),
                "",
                0,
                List.of("h1"),
                Rule.Level.HIGH,
                tactic.isEmpty() ? List.of() : List.of(tactic),
                List.of(),
                null);
        clues.put(id, new Clue(fact, List.of(new ProcessId("h1", process)), null, lead));
        findings.add(id);
        return this;
    }

    /** A third finding, whose target is something else. */
    IndicatorStory also(String image, String shape, Map<Thing, String> things) {
        return finding("also", "execution", "potato", lead("also", true, "e3", image, shape, things));
    }

    static Lead lead(
            String rule, boolean settled, String event, String image, String shape, Map<Thing, String> things) {
        TreeMap<String, String> named = new TreeMap<>();
        things.forEach((thing, value) -> named.put(thing.key(), value));
        return new Lead(rule, settled, rule.equals(Lead.OF_INDICATOR), List.of(event), image, shape, named);
    }

    Map<String, Clue> clues() {
        return clues;
    }

    Incident incident(State state) {
        return new Incident(
                "default",
                "incident",
                1,
                state,
                "",
                80,
                Rule.Level.HIGH,
                List.of(),
                List.of(),
                List.of("h1"),
                0,
                findings.size() * MINUTE,
                findings,
                0,
                List.of(),
                0,
                List.of("h1 potato"));
    }

    /** Whether processes are of one lineage. */
    static Lines lines() {
        return (one, other) -> one.processes().equals(other.processes());
    }

    Derived yields() {
        return yields(Verdict.NONE);
    }

    Derived yields(Verdict verdict) {
        return derive(IndicatorLimits.DEFAULT, State.OPEN, verdict);
    }

    Derived derive(IndicatorLimits limits, State state, Verdict verdict) {
        return new Derivation(limits, Spared.builtIn()).of(incident(state), clues::get, lines(), verdict);
    }
}
