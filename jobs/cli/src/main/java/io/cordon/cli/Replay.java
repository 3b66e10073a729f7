package io.cordon.cli;

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
import io.cordon.engine.mapping.Normalized;
import io.cordon.engine.mapping.Normalizer;
import io.cordon.engine.mapping.Origin;
import io.cordon.engine.mapping.Reason;
import io.cordon.engine.match.CompiledRules;
import io.cordon.engine.rule.RuleSet;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The engine over files: no Kafka, no Flink, the same findings. */
final class Replay implements EventFiles.Reader {
    private static final String TENANT = "default";

    private final Normalizer normalizer;
    private final CompiledRules rules;
    private final Detector detector = new Detector(DetectorConfig.FILES);
    private final Map<String, HeapDetectStore> endpoints = new HashMap<>();
    private final Map<String, Finding> findings = new HashMap<>();
    private final Map<Reason, Long> deadLetters = new EnumMap<>(Reason.class);
    private final Sink sink = new Sink() {
        @Override
        public void finding(Finding finding) {
            findings.put(finding.id(), finding);
        }

        @Override
        public void contribution(Contribution contribution) {
            correlations.contribution(contribution);
        }

        @Override
        public void counted(Counter counter) {
            // without lateness and caps there is nothing to count
        }
    };

    private final HeapCorrelations correlations;
    private long read;
    private long mapped;

    Replay(Normalizer normalizer, CompiledRules rules) {
        this.normalizer = normalizer;
        this.rules = rules;
        this.correlations = new HeapCorrelations(
                new Correlator(DetectorConfig.FILES.lateness()),
                new RuleSet(rules.setId(), rules.rules()),
                sink::finding);
    }

    @Override
    public void record(String file, long number, byte[] record) {
        read++;
        String position = file + ':' + number;
        Path name = Path.of(file).getFileName();
        Origin origin = new Origin(position, EndpointEvent.ABSENT, name == null ? file : name.toString());
        Normalized normalized = normalizer.normalize(TENANT, record, origin);
        if (normalized instanceof Normalized.Mapped one) {
            mapped++;
            EndpointEvent event = one.event();
            HeapDetectStore store = endpoints.computeIfAbsent(event.endpoint(), endpoint -> new HeapDetectStore());
            detector.process(event, rules, store, sink);
        } else if (normalized instanceof Normalized.Rejected rejected) {
            deadLetters.merge(rejected.reason(), 1L, Long::sum);
        }
    }

    /** Ends the input, and with it all windows; the last version of each finding, by time and id. */
    List<Finding> end() {
        endpoints.forEach((endpoint, store) -> detector.endOfInput(endpoint, rules, store, sink));
        correlations.end();
        return findings.values().stream()
                .sorted(Comparator.comparing(Finding::first).thenComparing(Finding::id))
                .toList();
    }

    long read() {
        return read;
    }

    long mapped() {
        return mapped;
    }

    Map<Reason, Long> deadLetters() {
        return deadLetters;
    }
}
