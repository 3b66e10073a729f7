package io.cordon.engine.correlate;

import io.cordon.engine.finding.Finding;
import io.cordon.engine.rule.RuleSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** All groups of all correlations and chains on the heap: for files, which have an end. */
public final class HeapCorrelations implements CorrelationSink {
    private final Groups<?> ofCorrelations;
    private final Groups<?> ofChains;
    private final RuleSet rules;
    private final Consumer<Finding> findings;
    private Map<Place, List<Contribution>> pending = new LinkedHashMap<>();

    public HeapCorrelations(Judge<?> correlator, Judge<?> chains, RuleSet rules, Consumer<Finding> findings) {
        this.ofCorrelations = new Groups<>(correlator);
        this.ofChains = new Groups<>(chains);
        this.rules = rules;
        this.findings = findings;
    }

    @Override
    public void contribution(Contribution contribution) {
        pending.computeIfAbsent(contribution.place(), place -> new ArrayList<>())
                .add(contribution);
    }

    @Override
    public void finding(Finding finding) {
        findings.accept(finding);
    }

    @Override
    public void late() {
        // files are read whole: nothing is late
    }

    @Override
    public void dropped() {
        // the oldest windows are decided, which changes nothing where nothing is late
    }

    /** Judges every group that something came for. */
    public void judge() {
        while (!pending.isEmpty()) {
            take();
            ofCorrelations.judge();
            ofChains.judge();
        }
    }

    /** Ends the input, from the lowest correlations to those on top of them. */
    public void end() {
        for (int level = 1; !isEmpty(); level++) {
            take();
            ofChains.end(level);
            ofCorrelations.end(level);
        }
    }

    private boolean isEmpty() {
        return pending.isEmpty() && ofCorrelations.groups.isEmpty() && ofChains.groups.isEmpty();
    }

    /** Hands what is pending to its groups. */
    private void take() {
        Map<Place, List<Contribution>> now = pending;
        pending = new LinkedHashMap<>();
        now.forEach((place, contributions) -> (place.ofChain() ? ofChains : ofCorrelations).take(place, contributions));
    }

    /** The groups of one judge. */
    private final class Groups<G> {
        private final Judge<G> judge;
        private final Map<Place, G> groups = new LinkedHashMap<>();
        private List<G> touched = new ArrayList<>();

        Groups(Judge<G> judge) {
            this.judge = judge;
        }

        void take(Place place, List<Contribution> contributions) {
            G group = groups.computeIfAbsent(place, judge::begin);
            judge.take(group, contributions, HeapCorrelations.this);
            touched.add(group);
        }

        void judge() {
            List<G> now = touched;
            touched = new ArrayList<>();
            now.forEach(group -> judge.judge(group, rules, HeapCorrelations.this));
        }

        /** Ends the groups up to a level, sorted, so that what is said comes in one order. */
        void end(int level) {
            touched.clear();
            Map<String, G> ending = new TreeMap<>();
            groups.entrySet().removeIf(entry -> {
                boolean ends = entry.getKey().level() <= level;
                if (ends) {
                    ending.put(entry.getKey().text(), entry.getValue());
                }
                return ends;
            });
            ending.values().forEach(group -> judge.endOfInput(group, rules, HeapCorrelations.this));
        }
    }
}
