package io.cordon.detect;

import io.cordon.engine.detect.Counter;
import io.cordon.engine.edge.EdgeCounter;
import io.cordon.engine.incident.IncidentCounter;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/** Detect's metrics; the README lists them with unit and meaning. */
final class DetectMetrics {
    private static final int SAMPLES = 1000;

    private final MetricGroup group;
    private final org.apache.flink.metrics.Counter events;
    private final org.apache.flink.metrics.Counter findings;
    private final org.apache.flink.metrics.Counter edges;
    private final org.apache.flink.metrics.Counter grafts;
    private final org.apache.flink.metrics.Counter incidents;
    private final org.apache.flink.metrics.Counter indicators;
    private final org.apache.flink.metrics.Counter indicatorsRefused;
    private final org.apache.flink.metrics.Counter retracted;
    private final org.apache.flink.metrics.Counter registryWaits;
    private final Map<Enum<?>, org.apache.flink.metrics.Counter> counted = new HashMap<>();
    private final Map<String, org.apache.flink.metrics.Counter> deadLetters = new HashMap<>();
    private final Histogram latency;
    private final Clock clock = Clock.systemUTC();
    /** Processes by endpoint, of the endpoints that this task has met since it started. */
    private final Map<String, Integer> processes = new HashMap<>();

    private final BusiestKey busiest = new BusiestKey();

    private int largestGroup;
    private long live;

    DetectMetrics(MetricGroup group) {
        this.group = group;
        events = group.counter("events");
        findings = group.counter("findings");
        edges = group.counter("edges");
        grafts = group.counter("grafts");
        incidents = group.counter("incidents");
        indicators = group.counter("indicators");
        indicatorsRefused = group.counter("indicatorsRefused");
        retracted = group.counter("retracted");
        registryWaits = group.counter("registryWaits");
        group.gauge("liveProcesses", () -> live);
        group.gauge("largestGroup", this::largestGroupSinceLastAsked);
        group.gauge("busiestArtefact", busiest::sinceLastAsked);
        latency = group.histogram("appendToFindingMillis", new DescriptiveStatisticsHistogram(SAMPLES));
        for (Enum<?>[] counters : List.of(Counter.values(), EdgeCounter.values(), IncidentCounter.values())) {
            for (Enum<?> counter : counters) {
                counted.put(counter, group.counter(camel(counter)));
            }
        }
    }

    /** Shows how many rules are in force, and how many of them could not be read. */
    void rules(RuleBook book) {
        group.gauge("rulesLoaded", book::loaded);
        group.gauge("rulesRefused", book::refused);
    }

    /** Shows how many partial matches of chains are open. */
    void partialMatches(LongSupplier open) {
        group.gauge("openPartialMatches", open::getAsLong);
    }

    /** Takes in how many processes are kept of an endpoint; none for one whose state has ended. */
    void processes(String endpoint, int kept) {
        Integer before = kept == 0 ? processes.remove(endpoint) : processes.put(endpoint, kept);
        live += kept - (before == null ? 0 : before);
    }

    /** Takes in that an artefact was seen or asked about. */
    void busy(String artefact) {
        busiest.add(artefact);
    }

    /** Takes in how many matches a group of a correlation or chain holds. */
    void group(int size) {
        largestGroup = Math.max(largestGroup, size);
    }

    private int largestGroupSinceLastAsked() {
        int largest = largestGroup;
        largestGroup = 0;
        return largest;
    }

    void event() {
        events.inc();
    }

    void registryWaited() {
        registryWaits.inc();
    }

    /**
     * Counts a finding.
     *
     * @param append when Kafka appended its latest raw record, in µs
     */
    void finding(long append, boolean isRetracted) {
        findings.inc();
        if (isRetracted) {
            retracted.inc();
        }
        latency.update(clock.millis() - append / 1000);
    }

    /** Counts a version of an edge. */
    void edge() {
        edges.inc();
    }

    /** Counts what is told for lineage to pass over an edge. */
    void graft() {
        grafts.inc();
    }

    /** Counts a version of an incident. */
    void incident() {
        incidents.inc();
    }

    /** Counts a word on an indicator that was written. */
    void indicator() {
        indicators.inc();
    }

    /** Counts one that nobody said who may, or that has ended. */
    void indicatorRefused() {
        indicatorsRefused.inc();
    }

    void deadLetter(String reason) {
        deadLetters
                .computeIfAbsent(reason, name -> group.addGroup("reason", name).counter("deadLetters"))
                .inc();
    }

    void counted(Enum<?> counter) {
        org.apache.flink.metrics.Counter metric = counted.get(counter);
        if (metric != null) {
            metric.inc();
        }
    }

    private static String camel(Enum<?> counter) {
        StringBuilder name = new StringBuilder();
        for (String word : counter.name().toLowerCase(Locale.ROOT).split("_", -1)) {
            name.append(name.length() == 0 ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return name.toString();
    }
}
