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
import java.util.Comparator;
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
        HeapDetectStore store = endpoints.computeIfAbsent(event.endpoint(), endpoint -> new HeapDetectStore());
        detector.process(event, rules, store, sink);
    }

    /** An event that was processed, with what is known of its process now. */
    Subject subject(EndpointEvent event) {
        return Detector.subject(event, endpoints.computeIfAbsent(event.endpoint(), endpoint -> new HeapDetectStore()));
    }

    /** Tells what an event that was processed matches of other rules, with what is known of its process now. */
    void matches(EndpointEvent event, CompiledRules other, Detector.Matched out) {
        HeapDetectStore store = endpoints.computeIfAbsent(event.endpoint(), endpoint -> new HeapDetectStore());
        detector.matches(event, other, store, sink, out);
    }

    /** An endpoint's processes by the tree that they stand in, as they are known when it is first asked. */
    Families families(String endpoint) {
        return new Families(endpoint, endpoints.computeIfAbsent(endpoint, none -> new HeapDetectStore()));
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
