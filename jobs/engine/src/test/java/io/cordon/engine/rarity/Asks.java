package io.cordon.engine.rarity;

import io.cordon.engine.correlate.Contribution;
import io.cordon.engine.correlate.Hit;
import io.cordon.engine.correlate.Place;
import io.cordon.engine.correlate.Share;
import io.cordon.engine.finding.Evidence;
import io.cordon.engine.prevalence.Artefact;
import io.cordon.engine.prevalence.ArtefactKind;
import io.cordon.engine.prevalence.Shown;
import io.cordon.engine.prevalence.Sighting;
import io.cordon.engine.rule.Feed;
import io.cordon.engine.rule.Rule;
import io.cordon.engine.rule.RuleParser;
import io.cordon.engine.rule.RuleSet;
import java.util.List;
import java.util.Objects;

/** Sightings of pairs of one parent and some children, and matches of a rule that wants them rare. */
public final class Asks {
    static final int RARE = 2;

    public static final String TEXT = """
            title: Rare
            id: rare
            logsource: {product: windows, category: process_creation}
            detection:
              shell: {CommandLine|contains: enc}
              rare: {cordon.prevalence.parent_child.endpoints|lte: 2}
              condition: shell and rare
            """;

    static final RuleSet RULES = new RuleSet(
            "set",
            RuleParser.parse("scenario.yml", TEXT, Rule.Mode.BLOCK).rules().stream()
                    .map(sourced -> sourced.rule())
                    .toList());

    private static final Rule RULE = RULES.rules().get(0);
    private static final String GONE = "gone";

    private Asks() {}

    public static long time(long hour, int second) {
        return Sighting.begin(hour) + second * 1_000_000L;
    }

    static long hour(long time) {
        return Sighting.hour(time);
    }

    public static List<Shown> shown(String endpoint, String child, long time) {
        Sighting sighting = new Sighting(endpoint, time, null);
        return List.of(new Shown(pair(child), sighting, time), new Shown(Artefact.fleet("default"), sighting, time));
    }

    public static Contribution ask(String event, String child, long time, boolean isTakenBack) {
        Evidence evidence = new Evidence(event, List.of("log:" + event), "h1", null, 1, time, time);
        String note = isTakenBack ? GONE : "nobody is meant";
        Share fleet = new Share(place(Artefact.fleet("default")), 0, null, null, note, List.of());
        Share artefact = new Share(place(pair(child)), 0, null, null, note, List.of(fleet));
        return new Contribution(new Hit(evidence, true, artefact), false);
    }

    /** The same of a process, as a number. */
    public static Contribution rating(String process, String child, long time) {
        return Objects.requireNonNull(Rating.ask("default", "h1", process, "C:\\parent", "/bin/" + child, time, time));
    }

    /** Whether the story takes the match back. */
    static boolean isTakenBack(Contribution ask) {
        return ask.hit().share().targetNote().equals(GONE);
    }

    private static Artefact pair(String child) {
        return new Artefact("default", ArtefactKind.PARENT_CHILD, "parent > " + child);
    }

    private static Place place(Artefact artefact) {
        return new Place("default", RULE.id(), Feed.OF_MEMORY, RULE.hash(), List.of(artefact.key()));
    }
}
