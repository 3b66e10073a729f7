package io.cordon.engine.sequence;

import io.cordon.engine.rule.Chain;
import io.cordon.engine.rule.Chain.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The definition of what a chain finds in all hits of a key, as slow as it reads. */
final class Definition {
    private final Chain chain;
    private final long span;
    private final List<Spot> hits;
    private final List<Spot> untils;
    /** By state, the part that leads to it. */
    private final List<Integer> parts = new ArrayList<>();
    /** All that ever was pending, in the order in which it came to be. */
    private final List<Open> opens = new ArrayList<>();

    /** A sequence that has come to a state. */
    private static final class Open {
        final int state;
        final List<Spot> spots;

        @Nullable
        Spot goneBy;

        Open(int state, List<Spot> spots) {
            this.state = state;
            this.spots = spots;
        }

        Spot last() {
            return spots.get(spots.size() - 1);
        }
    }

    private Definition(Chain chain, List<Spot> hits) {
        this.chain = chain;
        this.span = chain.span().toNanos() / 1000;
        this.hits = hits.stream().sorted().toList();
        this.untils = this.hits.stream()
                .filter(hit -> hit.part() == chain.untilPart())
                .toList();
        for (int part = 0; part < chain.steps().size(); part++) {
            for (int run = 0; run < chain.steps().get(part).runs(); run++) {
                if (!chain.steps().get(part).missing()) {
                    parts.add(part);
                }
            }
        }
    }

    /** The events of each match, each list in the order of the steps, or of the events where they have none. */
    static List<List<Spot>> matches(Chain chain, List<Spot> hits) {
        Definition definition = new Definition(chain, hits);
        return chain.kind() == Kind.SEQUENCE ? definition.sequences() : definition.joins();
    }

    private List<List<Spot>> sequences() {
        for (List<Spot> undecided : undecided()) {
            for (int state = 0; state < parts.size(); state++) {
                for (Spot hit : undecided) {
                    if (hit.part() == parts.get(state)) {
                        advance(state, hit, undecided);
                    }
                }
            }
        }
        return opens.stream()
                .filter(open -> open.state == parts.size() - 1)
                .map(open -> open.spots)
                .filter(this::missesWhatItMust)
                .toList();
    }

    private void advance(int state, Spot hit, List<Spot> undecided) {
        if (state == 0) {
            opens.add(new Open(0, List.of(hit)));
            return;
        }
        opens.stream()
                .filter(open -> open.state == state - 1 && mayFollow(open, hit, undecided))
                .max(Comparator.comparing(Open::last))
                .ifPresent(open -> {
                    open.goneBy = isFork(state - 1) ? null : hit;
                    opens.add(new Open(
                            state,
                            Stream.concat(open.spots.stream(), Stream.of(hit)).toList()));
                });
    }

    private boolean mayFollow(Open open, Spot hit, List<Spot> undecided) {
        Spot last = open.last();
        boolean isTied = undecided.contains(last);
        boolean isSwap = isTied
                && last.compareTo(hit) > 0
                && has(undecided, last.event(), hit.part())
                && has(undecided, hit.event(), last.part());
        return open.goneBy == null
                && !hit.isBefore(last)
                && !isSwap
                && open.spots.stream().noneMatch(spot -> spot.event().equals(hit.event()))
                && hit.time() - open.spots.get(0).time() <= span
                && untils.stream().noneMatch(until -> last.isBefore(until) && until.isBefore(hit))
                && opens.stream().noneMatch(other -> replaces(other, open, hit, isTied));
    }

    /** Whether another one came into the state after it and before the hit. */
    private boolean replaces(Open other, Open open, Spot hit, boolean isTied) {
        if (other == open || other.state != open.state || !other.last().isBefore(hit)) {
            return false;
        }
        return open.last().isBefore(other.last()) || (!isTied && staysInstead(other, open));
    }

    /** Of two that came at once and went nowhere then, the one that is sorted last stays. */
    private boolean staysInstead(Open other, Open open) {
        long moment = other.last().time();
        return moment == open.last().time()
                && other.last().compareTo(open.last()) > 0
                && (other.goneBy == null || other.goneBy.time() > moment)
                && untils.stream()
                        .noneMatch(
                                until -> until.time() == moment && other.last().isBefore(until))
                && opens.stream()
                        .noneMatch(newer -> newer.state == other.state
                                && newer.last().time() == moment
                                && other.last().isBefore(newer.last()));
    }

    private static boolean has(List<Spot> hits, String event, int part) {
        return hits.stream().anyMatch(hit -> hit.event().equals(event) && hit.part() == part);
    }

    private boolean isFork(int state) {
        return chain.steps().get(parts.get(state)).fork();
    }

    /** The hits of steps and until, in lists that no order divides. */
    private List<List<Spot>> undecided() {
        Map<Long, List<Spot>> moments = new LinkedHashMap<>();
        hits.stream()
                .filter(hit -> hit.part() == chain.untilPart()
                        || !chain.steps().get(hit.part()).missing())
                .forEach(hit -> moments.computeIfAbsent(hit.time(), any -> new ArrayList<>())
                        .add(hit));
        List<List<Spot>> lists = new ArrayList<>();
        for (List<Spot> moment : moments.values()) {
            boolean isOrdered = moment.stream()
                    .allMatch(one -> moment.stream()
                            .allMatch(other ->
                                    one.event().equals(other.event()) || one.isBefore(other) || other.isBefore(one)));
            if (isOrdered) {
                Map<String, List<Spot>> events = new LinkedHashMap<>();
                moment.forEach(hit -> events.computeIfAbsent(hit.event(), any -> new ArrayList<>())
                        .add(hit));
                lists.addAll(events.values());
            } else {
                lists.add(moment);
            }
        }
        return lists;
    }

    private boolean missesWhatItMust(List<Spot> match) {
        int state = 0;
        for (int part = 0; part < chain.steps().size(); part++) {
            if (!chain.steps().get(part).missing()) {
                state += chain.steps().get(part).runs();
            } else if (isThere(part, state, match)) {
                return false;
            }
        }
        long last = match.get(match.size() - 1).time();
        return !chain.looksBack()
                || match.stream().allMatch(spot -> spot.standing().since() <= last - span);
    }

    /** Whether there is what must be missing before a state. */
    private boolean isThere(int part, int state, List<Spot> match) {
        Spot before = state == 0 ? null : match.get(state - 1);
        Spot after = state == match.size() ? null : match.get(state);
        long from = match.get(match.size() - 1).time() - span;
        long to = match.get(0).time() + span;
        return hits.stream()
                .filter(hit -> hit.part() == part)
                .anyMatch(hit -> (before == null ? hit.time() >= from : before.isBefore(hit))
                        && (after == null ? hit.time() <= to : hit.isBefore(after)));
    }

    private List<List<Spot>> joins() {
        List<List<Spot>> matches = new ArrayList<>();
        List<Spot> held = new ArrayList<>();
        Map<String, Spot> events = new LinkedHashMap<>();
        hits.stream().filter(hit -> !untils.contains(hit)).forEach(hit -> events.putIfAbsent(hit.event(), hit));
        for (Spot event : events.values()) {
            held.removeIf(one -> event.time() - one.time() > span
                    || untils.stream().anyMatch(until -> one.isBefore(until) && until.isBefore(event)));
            if (fits(held, event)) {
                held.add(event);
            } else {
                held.stream()
                        .filter(old -> fits(
                                held.stream().filter(one -> !one.equals(old)).toList(), event))
                        .findFirst()
                        .ifPresent(old -> {
                            held.remove(old);
                            held.add(event);
                        });
            }
            if (held.size() == parts.size()) {
                matches.add(List.copyOf(held));
                held.clear();
            }
        }
        return matches;
    }

    /** Whether each of the events can stand for a state of its own. */
    private boolean fits(List<Spot> held, Spot event) {
        List<Spot> all = new ArrayList<>(held);
        all.add(event);
        return fits(all, new ArrayList<>(parts));
    }

    private boolean fits(List<Spot> events, List<Integer> free) {
        if (events.isEmpty()) {
            return true;
        }
        for (Integer part : List.copyOf(free)) {
            if (has(hits, events.get(0).event(), part)) {
                List<Integer> rest = new ArrayList<>(free);
                rest.remove(part);
                if (fits(events.subList(1, events.size()), rest)) {
                    return true;
                }
            }
        }
        return false;
    }
}
