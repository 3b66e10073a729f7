package io.cordon.engine.sequence;

import java.util.ArrayList;
import java.util.List;

/** Events that belong together so far, at least one: those of a sequence in the order of its steps, others in event order. */
record Partial(List<Spot> spots) {
    Partial {
        spots = List.copyOf(spots);
    }

    static Partial of(Spot spot) {
        return new Partial(List.of(spot));
    }

    Partial then(Spot next) {
        List<Spot> longer = new ArrayList<>(spots.size() + 1);
        longer.addAll(spots);
        longer.add(next);
        return new Partial(longer);
    }

    Spot first() {
        return spots.get(0);
    }

    Spot last() {
        return spots.get(spots.size() - 1);
    }

    /** Whether a hit, in some version, is one of its events. */
    boolean has(Spot spot) {
        return spots.stream().anyMatch(one -> one.compareTo(spot) == 0);
    }

    /** The same events, with another version of a hit. */
    Partial with(Spot version) {
        return new Partial(spots.stream()
                .map(one -> one.compareTo(version) == 0 ? version : one)
                .toList());
    }

    boolean isSettled() {
        return spots.stream().allMatch(spot -> spot.hit().settled());
    }

    boolean has(String event) {
        return spots.stream().anyMatch(spot -> spot.event().equals(event));
    }
}
