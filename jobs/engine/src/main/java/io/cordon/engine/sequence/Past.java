package io.cordon.engine.sequence;

import io.cordon.engine.sequence.ChainGroup.Moment;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Drops what is decided: the hits before a moment, and what was said that nothing can change any more. */
final class Past {
    private final ChainGroup group;
    private final Plan plan;
    private final Bounds bounds;

    Past(ChainGroup group, Plan plan, Bounds bounds) {
        this.group = group;
        this.plan = plan;
        this.bounds = bounds;
    }

    /** The time of the moment with which so many of the newest hits begin. */
    static long timeOfNewest(int hits, ChainGroup group) {
        int newer = 0;
        for (Map.Entry<Long, Moment> entry : group.moments.descendingMap().entrySet()) {
            newer += entry.getValue().spots.size();
            if (newer > hits) {
                return entry.getKey() + 1;
            }
        }
        return ChainGroup.NEVER;
    }

    /** Decides what happened before a moment; the group has been walked over. */
    void decide(long moment) {
        Map.Entry<Long, Moment> last = group.moments.lowerEntry(moment);
        if (last != null) {
            group.pending = alive(last.getValue().after, moment);
            SortedMap<Long, Moment> past = group.moments.headMap(moment);
            past.values().forEach(one -> group.size -= one.spots.size());
            past.clear();
        }
        for (Candidate candidate : group.candidates.before(moment)) {
            boolean wasPast = candidate.completing().time() < group.horizon;
            if (isDecided(candidate, moment)) {
                group.candidates.remove(candidate);
                if (wasPast) {
                    group.kept.entries.remove(candidate);
                }
            } else if (!wasPast) {
                group.kept.entries.put(candidate);
            }
        }
        long needed = group.candidates.before(moment).stream()
                .mapToLong(candidate -> candidate.completing().time())
                .reduce(moment, Math::min);
        for (int part = 0; part <= plan.chain.untilPart(); part++) {
            group.traces
                    .drop(part, plan.isMissing(part) ? needed - plan.span : moment)
                    .forEach(group.kept.entries::remove);
        }
        forget(moment);
        group.passed.values().removeIf(time -> time < moment - plan.span && !group.candidates.isAnyBegunAt(time));
        group.horizon = moment;
    }

    /** Forgets what was said of what is decided. */
    private void forget(long moment) {
        List<String> decided = group.said.values().stream()
                .filter(said -> said.completing().time() < moment)
                .map(said -> said.completing().event())
                .filter(anchor -> group.candidates.of(anchor) == null)
                .toList();
        decided.forEach(group.said::remove);
        decided.forEach(group.kept.entries::removeSaid);
    }

    /** What may still go on. */
    private SortedMap<Integer, Partial> alive(SortedMap<Integer, Partial> pending, long moment) {
        SortedMap<Integer, Partial> alive = new TreeMap<>(pending);
        alive.values().removeIf(one -> one.first().time() + plan.span < moment);
        return alive;
    }

    /** Whether neither what its events rest on nor what must be missing changes any more. */
    private boolean isDecided(Candidate candidate, long moment) {
        if (!candidate.match.isSettled() && candidate.append() + bounds.closing() > group.lastAppend) {
            return false;
        }
        Verdict verdict = Verdict.of(candidate, group, plan, bounds);
        return !plan.chain.awaits()
                || (candidate.match.first().time() + plan.span < moment
                        && (verdict == Verdict.DISPROVED || verdict == Verdict.STANDS));
    }
}
