package io.cordon.engine.response;

import io.cordon.engine.finding.Target;

/** What containment makes of a finding: an order, or the gate at which it was held back. */
public sealed interface Decision {
    /**
     * Kill a process and its descendants.
     *
     * @param commandId at most 36 characters, the same for each version of the finding
     * @param payload the order in OpenC2's JSON, the same bytes whenever it is decided anew
     * @param startMillis from when it holds, in ms since 1970
     * @param stopMillis from when no agent obeys it, in ms since 1970
     */
    record Order(String commandId, Target target, String payload, long startMillis, long stopMillis)
            implements Decision {}

    /**
     * Nothing is ordered.
     *
     * @param why for the person who asks
     */
    record Withheld(Gate gate, String why) implements Decision {}

    /** The gates in the order in which a finding meets them. */
    enum Gate {
        /** The rule wants nothing contained. */
        NO_ACTION,
        /** The finding was disproved. */
        RETRACTED,
        /** The finding may still be disproved, or rests on ancestors that were never seen. */
        PROVISIONAL,
        /** The rule is not in block mode. */
        MODE,
        /** The evidence is too old, or of a time that is not known or still to come: old news orders nothing. */
        STALE,
        /** It names no process, or not for certain. */
        TARGET,
        /** No evidence is the target's endpoint's own. */
        FOREIGN,
        /** The process is one that is never touched. */
        PROTECTED,
        /** The same order went out before, for another version of the finding or the same one read again. */
        ALREADY_ORDERED
    }
}
