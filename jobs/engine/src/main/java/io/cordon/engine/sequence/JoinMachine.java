package io.cordon.engine.sequence;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Joins and samples: each step waits for an event of its own, in any order; where there is no room the newer takes the place of
 * the oldest that it can stand for, and what is complete begins anew.
 *
 * <p>An event that fits several steps takes the one that leaves most room: where its step is taken, what is there moves to another that
 * it fits (an augmenting path). Only an until that surely comes between two events ends the older.
 */
final class JoinMachine implements Machine {
    private final Plan plan;

    JoinMachine(Plan plan) {
        this.plan = plan;
    }

    /** What is pending is by state an event, with its hits for all the parts that it fits. */
    @Override
    public SortedMap<Integer, Partial> over(
            SortedMap<Integer, Partial> before, List<Spot> moment, Consumer<Partial> complete) {
        List<Spot> counted =
                moment.subList(0, Spot.areOrdered(moment) ? moment.size() : Math.min(moment.size(), MOST_TIED));
        List<Spot> untils = counted.stream().filter(plan::isUntil).toList();
        Map<String, List<Spot>> events = new LinkedHashMap<>();
        for (Spot spot : counted) {
            if (!plan.isUntil(spot)) {
                events.computeIfAbsent(spot.event(), any -> new ArrayList<>()).add(spot);
            }
        }
        SortedMap<Integer, Partial> now = new TreeMap<>(before);
        for (List<Spot> hits : events.values()) {
            Spot next = hits.get(0);
            now.values()
                    .removeIf(one -> next.time() - one.first().time() > plan.span
                            || untils.stream().anyMatch(until -> one.first().isBefore(until) && until.isBefore(next)));
            put(new Partial(hits), now);
            if (now.size() == plan.states()) {
                complete.accept(matched(now));
                now.clear();
            }
        }
        now.values().removeIf(one -> untils.stream().anyMatch(one.first()::isBefore));
        return now.equals(before) ? before : now;
    }

    private void put(Partial event, SortedMap<Integer, Partial> now) {
        if (findsRoom(event, now, new HashSet<>())) {
            return;
        }
        List<Map.Entry<Integer, Partial>> oldestFirst = new ArrayList<>(now.entrySet());
        oldestFirst.sort(Comparator.comparing(entry -> entry.getValue().first()));
        for (Map.Entry<Integer, Partial> older : oldestFirst) {
            SortedMap<Integer, Partial> without = new TreeMap<>(now);
            without.remove(older.getKey());
            if (findsRoom(event, without, new HashSet<>())) {
                now.clear();
                now.putAll(without);
                return;
            }
        }
    }

    private boolean findsRoom(Partial event, SortedMap<Integer, Partial> now, Set<Integer> tried) {
        for (int state = 0; state < plan.states(); state++) {
            if (fits(event, state) && tried.add(state)) {
                Partial there = now.get(state);
                if (there == null || findsRoom(there, now, tried)) {
                    now.put(state, event);
                    return true;
                }
            }
        }
        return false;
    }

    private boolean fits(Partial event, int state) {
        return event.spots().stream().anyMatch(spot -> spot.part() == plan.part(state));
    }

    /** In event order: the event that completes it is the last. */
    private Partial matched(SortedMap<Integer, Partial> now) {
        List<Spot> spots = new ArrayList<>();
        now.forEach((state, event) -> event.spots().stream()
                .filter(spot -> spot.part() == plan.part(state))
                .forEach(spots::add));
        spots.sort(null);
        return new Partial(spots);
    }
}
