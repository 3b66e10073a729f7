package io.cordon.engine.sequence;

/** What time says of a candidate. */
enum Verdict {
    /** It is none: what must be missing is there, or rule and endpoint were not watched long enough to tell. */
    DISPROVED,
    /** What must be missing at its end may still come. */
    OPEN,
    /** It is a match. */
    STANDS,
    /** It is a match as far as Kafka's time tells: an endpoint is silent. */
    STANDS_IN_SILENCE;

    static Verdict of(Candidate candidate, ChainGroup group, Plan plan, Bounds bounds) {
        if (candidate.disproof != null || (plan.chain.looksBack() && !isWatched(candidate, plan))) {
            return DISPROVED;
        }
        if (!plan.chain.awaits() || group.isOver || hasPassed(candidate, group)) {
            return STANDS;
        }
        return group.append >= silentAt(candidate, plan, bounds) ? STANDS_IN_SILENCE : OPEN;
    }

    /** When its endpoints are taken to be silent, by Kafka's append time. */
    static long silentAt(Candidate candidate, Plan plan, Bounds bounds) {
        return candidate.append() + plan.span + bounds.lateness();
    }

    /** Whether the time of all endpoints that it rests on has passed what it waits for. */
    private static boolean hasPassed(Candidate candidate, ChainGroup group) {
        long begin = candidate.match.first().time();
        return candidate.match.spots().stream()
                .allMatch(spot -> group.passed.getOrDefault(spot.endpoint(), ChainGroup.NEVER) >= begin);
    }

    private static boolean isWatched(Candidate candidate, Plan plan) {
        long from = candidate.match.last().time() - plan.span;
        return candidate.match.spots().stream().allMatch(spot -> spot.standing().since() <= from);
    }
}
