package io.cordon.engine.response;

import io.cordon.engine.finding.Target;
import io.cordon.engine.rule.Response.Action;

/** What containment makes of a finding: an order, one that waits for a person, or the gate at which it was held back. */
public sealed interface Decision {
    /**
     * Something to do on an endpoint.
     *
     * @param commandId at most 36 characters, the same for each version of the finding
     * @param payload the order in OpenC2's JSON, the same bytes whenever it is decided anew
     * @param startMillis from when it holds, in ms since 1970
     * @param stopMillis from when no agent obeys it, in ms since 1970
     */
    record Order(String commandId, Action action, Target target, String payload, long startMillis, long stopMillis)
            implements Decision {}

    /**
     * Nothing is ordered unless a person approves it.
     *
     * @param commandId of the order that it would be
     * @param why for the person who asks
     * @param expiresMillis from when nobody can approve it any more, in ms since 1970
     */
    record Held(String commandId, Action action, Target target, Gate gate, String why, long expiresMillis)
            implements Decision {}

    /**
     * Nothing is ordered.
     *
     * @param why for the person who asks
     */
    record Withheld(Gate gate, String why) implements Decision {}

    /** The gates in the order in which a finding meets them. */
    enum Gate {
        /** Neither the rule nor policy wants anything contained. */
        NO_ACTION,
        /** The finding was disproved. */
        RETRACTED,
        /** The finding may still be disproved, or rests on ancestors that were never seen. */
        PROVISIONAL,
        /** Policy does not let the rule's findings act there, or not in this version of the rule. */
        MODE,
        /** The evidence is too old, or of a time that is not known or still to come: old news orders nothing. */
        STALE,
        /** It does not name what is meant, or not for certain. */
        TARGET,
        /** No evidence is the target's endpoint's own. */
        FOREIGN,
        /** The target is one that is never touched. */
        PROTECTED,
        /** Policy spares it, or may: what an exclusion looks at is not known. */
        EXCLUDED,
        /** Cordon does not claim that on the endpoint, where another antivirus is primary or nothing is known of it. */
        CAPABILITY,
        /** The endpoint's record, the policy or what is aimed at beyond the endpoint wants a person to say yes. */
        APPROVAL,
        /** The same order went out before, for another version of the finding or the same one read again. */
        ALREADY_ORDERED
    }
}
