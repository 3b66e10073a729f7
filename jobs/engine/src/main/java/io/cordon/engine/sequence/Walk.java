package io.cordon.engine.sequence;

import io.cordon.engine.sequence.ChainGroup.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Runs a group's machine over the moments that changed, in event order, and on from each as long as that makes a difference.
 *
 * <p>Each moment keeps what is pending after it, so a hit costs its own moment and those after it up to the first at which the same is
 * pending as before: mostly none where hits come in order, and at worst all that happened since, for one that comes late.
 */
final class Walk {
    private final ChainGroup group;
    private final Plan plan;
    private final Machine machine;

    Walk(ChainGroup group, Plan plan) {
        this.group = group;
        this.plan = plan;
        this.machine = Machine.of(plan);
    }

    void run() {
        while (!group.changed.isEmpty()) {
            from(group.changed.first());
        }
    }

    private void from(long time) {
        Map.Entry<Long, Moment> earlier = group.moments.lowerEntry(time);
        SortedMap<Integer, Partial> now = earlier == null ? group.pending : earlier.getValue().after;
        for (Map.Entry<Long, Moment> entry : group.moments.tailMap(time, true).entrySet()) {
            Moment moment = entry.getValue();
            now = over(entry.getKey(), moment, now);
            boolean isSame = now.equals(moment.after);
            moment.after = now;
            group.changed.remove(entry.getKey());
            if (isSame) {
                return;
            }
        }
    }

    private SortedMap<Integer, Partial> over(long time, Moment moment, SortedMap<Integer, Partial> before) {
        List<Spot> steps = moment.spots.stream()
                .filter(spot -> !plan.isMissing(spot.part()))
                .toList();
        List<Partial> complete = new ArrayList<>();
        SortedMap<Integer, Partial> after =
                steps.isEmpty() ? before : machine.over(group.exit.reaching(before, time), steps, complete::add);
        for (Candidate known : group.candidates.at(time)) {
            if (!complete.remove(known.match)) {
                group.candidates.remove(known);
                group.touched.add(known.anchor());
            }
        }
        for (Partial match : complete) {
            Candidate candidate = new Candidate(match);
            candidate.disproof = new Absences(group, plan).disproof(candidate);
            group.candidates.add(candidate);
            group.touched.add(candidate.anchor());
        }
        return after;
    }
}
