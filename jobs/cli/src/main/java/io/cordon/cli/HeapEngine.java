package io.cordon.cli;

import io.cordon.engine.condition.Subject;
import io.cordon.engine.correlate.Contribution;
import io.cordon.engine.correlate.Correlator;
import io.cordon.engine.correlate.HeapCorrelations;
import io.cordon.engine.detect.Counter;
import io.cordon.engine.detect.Detector;
import io.cordon.engine.detect.DetectorConfig;
import io.cordon.engine.detect.HeapDetectStore;
import io.cordon.engine.detect.Sink;
import io.cordon.engine.edge.Edge;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.finding.Finding;
import io.cordon.engine.incident.Families;
import io.cordon.engine.match.CompiledRules;
import io.cordon.engine.prevalence.Memory;
import io.cordon.engine.prevalence.Shown;
import io.cordon.engine.rarity.HeapRarities;
import io.cordon.engine.rarity.RaritySink;
import io.cordon.engine.rule.RuleSet;
import io.cordon.engine.sequence.ChainJudge;
import io.cordon.engine.tree.Graft;
import io.cordon.engine.tree.Way;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The engine on the heap: no Kafka, no Flink, the same findings. */
final class HeapEngine {
    private final CompiledRules rules;
    private final Detector detector;
    private final HeapCorrelations correlations;
    private final HeapRarities rarities;
    private final boolean asksMemory;
    private final Map<String, HeapDetectStore> endpoints = new HashMap<>();
    private final Map<String, Finding> findings = new HashMap<>();
    private final Map<Counter, Long> counted = new EnumMap<>(Counter.class);
    private final Said sink = new Said();
    /** What has crossed an edge and has not arrived. */
    private final Deque<Graft> crossing = new ArrayDeque<>();

    HeapEngine(CompiledRules rules, DetectorConfig config) {
        this(rules, config, Memory.DEFAULT);
    }

    HeapEngine(CompiledRules rules, DetectorConfig config, Memory memory) {
        RuleSet set = new RuleSet(rules.setId(), rules.rules());
        this.rules = rules;
        this.detector = new Detector(config);
        this.correlations = new HeapCorrelations(
                new Correlator(config.lateness()), new ChainJudge(config.ofChains()), set, sink::finding);
        this.asksMemory = rules.rules().stream().anyMatch(rule -> rule.prevalence() != null);
        this.rarities = new HeapRarities(memory, set, sink);
    }

    void process(EndpointEvent event) {
        detector.process(event, rules, store(event.endpoint()), sink);
    }

    /** Has lineage pass over edges, as they are known when all events were processed. */
    void graft(List<Edge> edges) {
        for (Edge edge : edges) {
            Way way = edge.way();
            if (way != null) {
                detector.way(way, 0, store(way.endpoint()), sink);
            }
        }
        arrive();
    }

    /** Whether anything has arrived. */
    private boolean arrive() {
        boolean hasArrived = !crossing.isEmpty();
        for (Graft graft = crossing.poll(); graft != null; graft = crossing.poll()) {
            detector.graft(graft, 0, rules, store(graft.endpoint()), sink);
        }
        return hasArrived;
    }

    private HeapDetectStore store(String endpoint) {
        return endpoints.computeIfAbsent(endpoint, none -> new HeapDetectStore());
    }

    /** An event that was processed, with what is known of its process now. */
    Subject subject(EndpointEvent event) {
        return Detector.subject(event, store(event.endpoint()));
    }

    /** Tells what an event that was processed matches of other rules, with what is known of its process now. */
    void matches(EndpointEvent event, CompiledRules other, Detector.Matched out) {
        detector.matches(event, other, store(event.endpoint()), sink, out);
    }

    /** An endpoint's processes by the tree that they stand in, as they are known when it is first asked. */
    Families families(String endpoint) {
        return new Families(endpoint, store(endpoint));
    }

    /** How far event time has come on any endpoint, in µs. */
    long time() {
        return endpoints.values().stream()
                .mapToLong(store -> store.header().time())
                .max()
                .orElse(0);
    }

    /** Has correlations speak of what they know so far; they do at the end anyway. */
    void judge() {
        correlations.judge();
    }

    Map<Counter, Long> counted() {
        return counted;
    }

    /** Ends the input, and with it all windows; the last version of each finding, by time and id. */
    List<Finding> end() {
        // What the end settles on one endpoint may cross an edge; without edges nothing does.
        if (endpoints.values().stream().anyMatch(store -> store.header().sources() > 0)) {
            do {
                endpoints.forEach((endpoint, store) -> detector.beforeEndOfInput(endpoint, rules, store, sink));
            } while (arrive());
        }
        endpoints.forEach((endpoint, store) -> detector.endOfInput(endpoint, rules, store, sink));
        rarities.end();
        correlations.end();
        return findings.values().stream()
                .sorted(Comparator.comparing(Finding::first).thenComparing(Finding::id))
                .toList();
    }

    /** Takes what every part of the engine says, and hands on what another part has to hear. */
    private final class Said implements Sink, RaritySink {
        @Override
        public void finding(Finding finding) {
            findings.put(finding.id(), finding);
        }

        @Override
        public void contribution(Contribution contribution) {
            if (contribution.place().ofMemory()) {
                rarities.contribution(contribution);
            } else {
                correlations.contribution(contribution);
            }
        }

        @Override
        public boolean remembers() {
            return asksMemory;
        }

        @Override
        public void shown(Shown shown) {
            rarities.shown(shown);
        }

        @Override
        public void graft(Graft graft) {
            crossing.add(graft);
        }

        @Override
        public void rated(String tenant, String endpoint, String entity, double rarity) {
            // Nobody asks: a replay has rarely seen enough to tell.
        }

        @Override
        public void cut() {
            counted(Counter.SIGHTINGS_CUT);
        }

        @Override
        public void counted(Counter counter) {
            counted.merge(counter, 1L, Long::sum);
        }
    }
}
