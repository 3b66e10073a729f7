package io.cordon.engine.rarity;

import io.cordon.engine.correlate.Contribution;
import io.cordon.engine.prevalence.Artefact;
import io.cordon.engine.prevalence.ArtefactKind;
import io.cordon.engine.prevalence.Memory;
import io.cordon.engine.prevalence.Shown;
import io.cordon.engine.prevalence.SightedHour.News;
import io.cordon.engine.prevalence.Sightings;
import io.cordon.engine.rule.RuleSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The fleet's whole memory on the heap: for files, which have an end; matches are answered there. */
public final class HeapRarities {
    private static final long END = Long.MAX_VALUE;

    private final RarityJudge judge;
    private final RuleSet rules;
    private final RaritySink sink;
    private final Map<String, HeapRarityStore> stores = new TreeMap<>();
    private final List<Contribution> asks = new ArrayList<>();

    public HeapRarities(Memory memory, RuleSet rules, RaritySink sink) {
        this.judge = new RarityJudge(memory, 0, 0);
        this.rules = rules;
        this.sink = sink;
    }

    public void shown(Shown shown) {
        // Files may lie years apart and come in any order: nothing of them is forgotten before they are asked about.
        Sightings seen = new Sightings(store(shown.artefact().key()));
        if (seen.see(shown.sighting(), shown.append()) == News.CUT) {
            sink.cut();
        }
    }

    /** Takes in what is news of a match, or hears from itself whom to ask next. */
    public void contribution(Contribution contribution) {
        asks.add(contribution);
    }

    /** Answers all matches: first about their artefacts, then of the fleet. */
    public void end() {
        while (!asks.isEmpty()) {
            List<Contribution> now = List.copyOf(asks);
            asks.clear();
            for (Contribution one : now) {
                judge.take(one, END, rules, store(one.place().key().get(0)), sink);
            }
        }
    }

    /** How many artefacts are remembered, of all tenants. */
    public long artefacts() {
        return stores.keySet().stream()
                .filter(key -> Artefact.ofKey(key).kind() != ArtefactKind.FLEET)
                .count();
    }

    private HeapRarityStore store(String key) {
        return stores.computeIfAbsent(key, any -> new HeapRarityStore());
    }
}
