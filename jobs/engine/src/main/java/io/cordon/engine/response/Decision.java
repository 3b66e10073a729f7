package io.cordon.engine.response;

import io.cordon.engine.finding.Target;
import io.cordon.engine.rule.Response.Action;

/** What containment makes of a finding: an order, one that waits for time or a person, or the gate at which it was held back. */
public sealed interface Decision {
    /**
     * Something to do on an endpoint.
     *
     * @param commandId at most 36 characters, the same for each version of the finding
     * @param lease what it is a lease of, the same for each finding that wants it; empty for what is done once
     * @param payload the order in OpenC2's JSON, the same bytes whenever it is decided anew
     * @param startMillis from when it holds, in ms since 1970
     * @param stopMillis from when no agent obeys it, in ms since 1970
     */
    record Order(
            String commandId,
            Action action,
            Target target,
            String lease,
            String payload,
            long startMillis,
            long stopMillis)
            implements Decision {
        /** The same under another id. */
        Order under(String id) {
            String renamed = OrderText.write(OrderText.read(payload).put("command_id", id));
            return new Order(id, action, target, lease, renamed, startMillis, stopMillis);
        }
    }

    /**
     * Something to do unless the finding is disproved before.
     *
     * @param dueMillis from when it may be done, in ms since 1970
     */
    record Later(Order order, long dueMillis) implements Decision {}

    /**
     * Nothing is ordered unless a person approves it.
     *
     * @param order what it would be
     * @param why for the person who asks
     * @param expiresMillis from when nobody can approve it any more, in ms since 1970
     */
    record Held(Order order, Gate gate, String why, long expiresMillis) implements Decision {}

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
        /** What came over an edge makes it a match there: without one of its own, the far side is contained only if a person wants it. */
        EDGE,
        /** The target is one that is never touched. */
        PROTECTED,
        /** Policy spares it, or may: what an exclusion looks at is not known. */
        EXCLUDED,
        /** Cordon does not claim that on the endpoint, where another antivirus is primary or nothing is known of it. */
        CAPABILITY,
        /** The endpoint's record, the policy or what is aimed at beyond the endpoint wants a person to say yes. */
        APPROVAL,
        /** The same order went out before, for another version of the finding or the same one read again. */
        ALREADY_ORDERED,
        /** The same was done a short while ago and taken back. */
        TAKEN_BACK,
        /** A person has switched containment off. */
        KILL_SWITCH,
        /** The rule wants far more contained than it ever did. */
        BREAKER,
        /** The same thing would be contained on too many endpoints. */
        SPREAD,
        /** A budget of policy is spent. */
        BUDGET
    }
}
