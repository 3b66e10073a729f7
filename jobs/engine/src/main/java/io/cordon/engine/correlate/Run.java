package io.cordon.engine.correlate;

import io.cordon.engine.finding.Evidence;
import io.cordon.engine.finding.Finding;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Windows that satisfy a correlation, one after the other: what becomes one finding. It grows by what later windows add. */
final class Run {
    private static final int MOST_ENDPOINTS = 100;

    /** The hit that completed the first window. */
    final Hit completing;
    /** What the first window means to other correlations. */
    final List<Share> onward;
    /** The first events. */
    final List<Evidence> evidence;

    final TreeSet<String> endpoints;
    long last;
    long events;
    boolean isSettled = true;
    /** The event that was taken in last: another of the rules may match it too. */
    String lastEvent = "";

    Run(Hit completing, List<Share> onward, List<Evidence> evidence, Set<String> endpoints) {
        this.completing = completing;
        this.onward = List.copyOf(onward);
        this.evidence = new ArrayList<>(evidence);
        this.endpoints = new TreeSet<>(endpoints);
    }

    /** Begins with a window's hits, in order. */
    static Run of(List<Hit> window, Hit completing) {
        Set<Share> onward = new LinkedHashSet<>();
        window.forEach(hit -> onward.addAll(hit.share().onward()));
        Run run = new Run(completing, List.copyOf(onward), List.of(), Set.of());
        window.forEach(run::take);
        return run;
    }

    Run copy() {
        Run copy = new Run(completing, onward, evidence, endpoints);
        copy.last = last;
        copy.events = events;
        copy.isSettled = isSettled;
        copy.lastEvent = lastEvent;
        return copy;
    }

    /** The event that the run is known by. */
    String anchor() {
        return evidence.get(0).event();
    }

    long first() {
        return evidence.get(0).time();
    }

    /** Takes in a hit that comes after all that it took in. */
    void take(Hit hit) {
        last = hit.time();
        isSettled &= hit.settled();
        if (hit.event().equals(lastEvent)) {
            return;
        }
        lastEvent = hit.event();
        events++;
        if (evidence.size() < Finding.MAX_EVIDENCE) {
            evidence.add(hit.evidence());
        }
        if (endpoints.size() < MOST_ENDPOINTS) {
            endpoints.add(hit.evidence().endpoint());
        }
    }
}
