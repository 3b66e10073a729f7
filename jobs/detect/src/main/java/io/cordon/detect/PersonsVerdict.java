package io.cordon.detect;

import io.cordon.engine.indicator.Verdict;

/**
 * What a person said of an incident.
 *
 * @param until how long it holds, in ms since 1970
 */
record PersonsVerdict(String tenant, String incident, Verdict verdict, long until) {
    private static final String SEPARATOR = " ";

    /** As it is kept beside its incident. */
    String kept() {
        return verdict.name() + SEPARATOR + until;
    }

    static Verdict verdict(String kept) {
        return Verdict.valueOf(kept.substring(0, kept.indexOf(SEPARATOR)));
    }

    static long until(String kept) {
        return Long.parseLong(kept.substring(kept.indexOf(SEPARATOR) + 1));
    }
}
