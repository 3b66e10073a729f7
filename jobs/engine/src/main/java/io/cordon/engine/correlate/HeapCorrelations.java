package io.cordon.engine.correlate;

import io.cordon.engine.finding.Finding;
import io.cordon.engine.rule.RuleSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** All groups of all correlations on the heap: for files, which have an end. */
public final class HeapCorrelations implements CorrelationSink {
    private final Correlator correlator;
    private final RuleSet rules;
    private final Consumer<Finding> findings;
    private final Map<Place, Group> groups = new LinkedHashMap<>();
    private Map<Place, List<Contribution>> pending = new LinkedHashMap<>();

    public HeapCorrelations(Correlator correlator, RuleSet rules, Consumer<Finding> findings) {
        this.correlator = correlator;
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
        take().forEach(group -> correlator.judge(group, rules, this));
        if (!pending.isEmpty()) {
            judge();
        }
    }

    /** Ends the input, from the lowest correlations to those on top of them. */
    public void end() {
        for (int level = 1; !groups.isEmpty() || !pending.isEmpty(); level++) {
            take();
            Map<Place, Group> above = new LinkedHashMap<>();
            // Sorted, so that what is said comes in one order.
            Map<String, Group> ending = new TreeMap<>();
            for (Group group : groups.values()) {
                if (group.place.level() <= level) {
                    ending.put(group.place.text(), group);
                } else {
                    above.put(group.place, group);
                }
            }
            ending.values().forEach(group -> correlator.endOfInput(group, rules, this));
            groups.clear();
            groups.putAll(above);
        }
    }

    /** Hands what is pending to its groups. */
    private List<Group> take() {
        Map<Place, List<Contribution>> now = pending;
        pending = new LinkedHashMap<>();
        List<Group> touched = new ArrayList<>();
        now.forEach((place, contributions) -> {
            Group group = groups.computeIfAbsent(place, Group::new);
            correlator.take(group, contributions, this);
            touched.add(group);
        });
        return touched;
    }
}
