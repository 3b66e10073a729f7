package io.cordon.engine.sequence;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Elasticsearch's state machine: each state holds at most one pending sequence, the newer replaces the older, and what goes on leaves
 * its state.
 *
 * <p>What happened at one moment without an order is taken in together, state by state from the first, so that each event may follow
 * any other of the moment (of two that may change places, as they are sorted); one that order decides follows only those before it. A pending sequence from before is taken where
 * the moment has none that is newer. An event is in a match once. Only an until that surely lies between two steps ends what is pending.
 */
final class SequenceMachine implements Machine {
    private final Plan plan;

    SequenceMachine(Plan plan) {
        this.plan = plan;
    }

    @Override
    public SortedMap<Integer, Partial> over(
            SortedMap<Integer, Partial> before, List<Spot> moment, Consumer<Partial> complete) {
        if (!Spot.areOrdered(moment)) {
            List<Spot> counted = moment.subList(0, Math.min(moment.size(), MOST_TIED));
            return new Tied(before, counted).run(complete);
        }
        SortedMap<Integer, Partial> now = before;
        int from = 0;
        for (int to = 1; to <= moment.size(); to++) {
            if (to == moment.size()
                    || !moment.get(to).event().equals(moment.get(from).event())) {
                now = new Tied(now, moment.subList(from, to)).run(complete);
                from = to;
            }
        }
        return now;
    }

    /** Hits that no order decides between. */
    private final class Tied {
        private final SortedMap<Integer, Partial> before;
        private final List<Spot> hits;
        private final List<Spot> untils;
        /** Which event fits which part. */
        private final Set<List<?>> fits = new HashSet<>();
        /** What the moment makes, by state. */
        private final List<List<Partial>> made = new ArrayList<>();
        /** What has gone on, of what the moment made and of what was pending before. */
        private final Set<Partial> gone = Collections.newSetFromMap(new IdentityHashMap<>());

        Tied(SortedMap<Integer, Partial> before, List<Spot> hits) {
            this.before = before;
            this.hits = hits;
            this.untils = hits.stream().filter(plan::isUntil).toList();
            hits.forEach(hit -> fits.add(List.of(hit.event(), hit.part())));
        }

        SortedMap<Integer, Partial> run(Consumer<Partial> complete) {
            for (int state = 0; state < plan.states(); state++) {
                made.add(make(state));
            }
            made.get(plan.states() - 1).forEach(complete);
            SortedMap<Integer, Partial> after = new TreeMap<>();
            for (int state = 0; state < plan.states() - 1; state++) {
                Partial stays = stays(state);
                if (stays != null) {
                    after.put(state, stays);
                }
            }
            return after.equals(before) ? before : after;
        }

        private List<Partial> make(int state) {
            List<Partial> all = new ArrayList<>();
            for (Spot hit : hits) {
                if (hit.part() == plan.part(state)) {
                    Partial longer = state == 0 ? Partial.of(hit) : goOn(state - 1, hit);
                    if (longer != null) {
                        all.add(longer);
                    }
                }
            }
            return all;
        }

        /** What waits in a state, with the next event; null where nothing waits that this one may follow. */
        private @Nullable Partial goOn(int state, Spot next) {
            List<Partial> newest = made.get(state);
            boolean isReplaced = false;
            for (int i = newest.size() - 1; i >= 0; i--) {
                Partial one = newest.get(i);
                boolean isSurelyBefore = one.last().isBefore(next);
                boolean isReplacedToo = isSurelyBefore && isReplaced;
                isReplaced |= isSurelyBefore;
                if (!isReplacedToo && mayFollow(one, next)) {
                    return follow(state, one, next);
                }
            }
            Partial older = before.get(state);
            return older != null && !isReplaced && mayFollow(older, next) ? follow(state, older, next) : null;
        }

        private boolean mayFollow(Partial one, Spot next) {
            return !gone.contains(one)
                    && !next.isBefore(one.last())
                    && next.time() - one.first().time() <= plan.span
                    && !one.has(next.event())
                    && !isOtherWayRound(one.last(), next)
                    && untils.stream().noneMatch(until -> one.last().isBefore(until) && until.isBefore(next));
        }

        /** Whether the two could change places, and stand here against how they are sorted: then the other way does. */
        private boolean isOtherWayRound(Spot last, Spot next) {
            return last.time() == next.time()
                    && last.compareTo(next) > 0
                    && fits.contains(List.of(last.event(), next.part()))
                    && fits.contains(List.of(next.event(), last.part()));
        }

        private Partial follow(int state, Partial one, Spot next) {
            if (!plan.forks(state)) {
                gone.add(one);
            }
            return one.then(next);
        }

        /** What is pending in a state when the moment is over. */
        private @Nullable Partial stays(int state) {
            List<Partial> newest = made.get(state);
            for (int i = newest.size() - 1; i >= 0; i--) {
                Partial one = newest.get(i);
                boolean isReplaced =
                        newest.stream().anyMatch(other -> one.last().isBefore(other.last()));
                if (!isReplaced && isOpen(one)) {
                    return one;
                }
            }
            Partial older = before.get(state);
            return older != null && newest.isEmpty() && isOpen(older) ? older : null;
        }

        private boolean isOpen(Partial one) {
            return !gone.contains(one)
                    && untils.stream().noneMatch(until -> one.last().isBefore(until));
        }
    }
}
