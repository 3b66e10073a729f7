package io.cordon.engine.sequence;

import io.cordon.engine.rule.Chain;
import io.cordon.engine.rule.Chain.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** A chain as its machine runs it: runs written out to states, and between the states what must be missing. */
final class Plan {
    final Chain chain;
    /** How long all of it may take, in µs, the bound included. */
    final long span;
    /** By state, the part that leads to it. */
    private final List<Integer> parts = new ArrayList<>();

    private final List<Boolean> forks = new ArrayList<>();
    /** By state, the parts that must be missing before it; after the last state, those that must be missing at the end. */
    private final List<Set<Integer>> missing = new ArrayList<>();

    Plan(Chain chain) {
        this.chain = chain;
        this.span = TimeUnit.NANOSECONDS.toMicros(chain.span().toNanos());
        missing.add(new TreeSet<>());
        for (int part = 0; part < chain.steps().size(); part++) {
            Step step = chain.steps().get(part);
            for (int run = 0; run < step.runs() && !step.missing(); run++) {
                parts.add(part);
                forks.add(step.fork());
                missing.add(new TreeSet<>());
            }
            if (step.missing()) {
                missing.get(parts.size()).add(part);
            }
        }
    }

    int states() {
        return parts.size();
    }

    int part(int state) {
        return parts.get(state);
    }

    boolean forks(int state) {
        return forks.get(state);
    }

    /** The parts that must be missing before a state; at the number of states those at the end. */
    Set<Integer> missingBefore(int state) {
        return missing.get(state);
    }

    boolean isMissing(int part) {
        return part < chain.steps().size() && chain.steps().get(part).missing();
    }

    /** Whether any part must be missing. */
    boolean isAnyMissing() {
        return chain.steps().stream().anyMatch(Step::missing);
    }

    /** Whether a match has an event of a part. */
    boolean hasEvent(int part) {
        return part < chain.steps().size() && !isMissing(part);
    }

    boolean isUntil(Spot spot) {
        return spot.part() == chain.untilPart();
    }
}
