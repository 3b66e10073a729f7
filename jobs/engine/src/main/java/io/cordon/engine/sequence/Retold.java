package io.cordon.engine.sequence;

import java.util.TreeMap;

/** Another version of a hit whose moment is past: what was pending then, what is undecided and what disproves take it over. */
final class Retold {
    private final ChainGroup group;
    private final Spot version;
    private final boolean isGone;

    /** @param isGone whether it is none any more */
    Retold(ChainGroup group, Spot version, boolean isGone) {
        this.group = group;
        this.version = version;
        this.isGone = isGone;
    }

    /** Whether anything rests on the hit. */
    boolean tell() {
        boolean isPending = tellPending();
        boolean isUndecided = tellCandidates();
        return tellTraces() || isPending || isUndecided;
    }

    private boolean tellPending() {
        if (group.pending.values().stream().noneMatch(one -> one.has(version))) {
            return false;
        }
        group.pending = new TreeMap<>(group.pending);
        if (isGone) {
            group.pending.values().removeIf(one -> one.has(version));
        } else {
            group.pending.replaceAll((state, one) -> one.with(version));
        }
        if (!group.moments.isEmpty()) {
            group.changed.add(group.moments.firstKey());
        }
        return true;
    }

    private boolean tellCandidates() {
        boolean isFound = false;
        for (Candidate candidate : group.candidates.before(group.horizon)) {
            if (candidate.match.has(version)) {
                isFound = true;
                group.candidates.remove(candidate);
                group.held.remove(candidate);
                group.touched.add(candidate.anchor());
                group.kept.entries.remove(candidate);
                if (!isGone) {
                    group.kept.entries.put(group.hold(candidate.match.with(version)));
                }
            }
        }
        return isFound;
    }

    private boolean tellTraces() {
        if (!group.traces.has(version)) {
            return false;
        }
        if (isGone) {
            group.traces.remove(version);
            group.kept.entries.remove(version);
            group.news.add(version);
        } else {
            group.traces.put(version);
            group.kept.entries.put(version);
        }
        return true;
    }
}
