package io.cordon.engine.detect;

import io.cordon.engine.correlate.Contribution;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.finding.Finding;
import io.cordon.engine.match.CompiledRules;
import io.cordon.engine.tree.Graft;
import io.cordon.engine.tree.Way;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Hosts whose records and grafts meet in any order; only what concerns one edge keeps its own. */
final class RemoteHosts {
    private final CompiledRules rules;
    private final Detector detector = new Detector(DetectorConfig.FILES);
    private final Map<String, HeapDetectStore> stores = new LinkedHashMap<>();
    private final Map<String, Deque<Runnable>> waiting = new TreeMap<>();
    private final Map<String, Finding> findings = new HashMap<>();
    private final Map<Counter, Integer> counted = new EnumMap<>(Counter.class);
    private int grafts;

    private final Sink sink = new Sink() {
        @Override
        public void finding(Finding finding) {
            findings.put(finding.id(), finding);
        }

        @Override
        public void contribution(Contribution contribution) {
            throw new AssertionError("no rule feeds a correlation");
        }

        @Override
        public void graft(Graft graft) {
            grafts++;
            arrives(
                    "graft " + graft.edge() + graft.source() + graft.process(),
                    () -> detector.graft(graft, 0, rules, store(graft.endpoint()), sink));
        }

        @Override
        public void counted(Counter counter) {
            counted.merge(counter, 1, Integer::sum);
        }
    };

    RemoteHosts(CompiledRules rules) {
        this.rules = rules;
    }

    /** What the hosts find at the end. */
    static RemoteHosts after(RemoteScenario scenario, CompiledRules rules, Random order) {
        RemoteHosts hosts = new RemoteHosts(rules);
        hosts.take(scenario);
        hosts.drain(order);
        hosts.end(order);
        return hosts;
    }

    void take(RemoteScenario scenario) {
        scenario.events().forEach(this::take);
        scenario.ways().forEach((edge, told) -> told.forEach(this::take));
    }

    void take(EndpointEvent event) {
        arrives("event " + event.id(), () -> detector.process(event, rules, store(event.endpoint()), sink));
    }

    void take(Way way) {
        arrives("way " + way.edge(), () -> detector.way(way, 0, store(way.endpoint()), sink));
    }

    private void arrives(String line, Runnable what) {
        waiting.computeIfAbsent(line, none -> new ArrayDeque<>()).add(what);
    }

    private HeapDetectStore store(String host) {
        return stores.computeIfAbsent(host, none -> new HeapDetectStore());
    }

    void drain(Random order) {
        while (!waiting.isEmpty()) {
            List<String> lines = new ArrayList<>(waiting.keySet());
            String line = lines.get(order.nextInt(lines.size()));
            Deque<Runnable> queue = Objects.requireNonNull(waiting.get(line));
            Runnable next = queue.remove();
            if (queue.isEmpty()) {
                waiting.remove(line);
            }
            next.run();
            stores.values().forEach(Rewritten::all);
        }
    }

    private void end(Random order) {
        int before;
        do {
            before = grafts;
            stores.forEach((host, store) -> detector.beforeEndOfInput(host, rules, store, sink));
            drain(order);
        } while (grafts > before);
        stores.forEach((host, store) -> detector.endOfInput(host, rules, store, sink));
    }

    /** The last version of each finding that stands, as the reference words it. */
    Set<String> findings() {
        Set<String> standing = new TreeSet<>();
        for (Finding finding : findings.values()) {
            if (finding.state() != Finding.State.RETRACTED) {
                boolean isLocal = finding.evidence().get(0).edges().isEmpty();
                standing.add(finding.rule().id() + " "
                        + finding.evidence().get(0).event() + " " + finding.state() + (isLocal ? "" : " over edges"));
            }
        }
        return standing;
    }

    /** The edges that the finding of a rule on an event names, or null where it does not stand. */
    @Nullable
    List<String> edges(String rule, String event) {
        return findings.values().stream()
                .filter(finding -> finding.state() != Finding.State.RETRACTED)
                .filter(finding -> finding.rule().id().equals(rule)
                        && finding.evidence().get(0).event().equals(event))
                .map(finding -> finding.evidence().get(0).edges())
                .findFirst()
                .orElse(null);
    }

    Map<Counter, Integer> counted() {
        return counted;
    }

    HeapDetectStore kept(String host) {
        return store(host);
    }
}
