package io.cordon.engine.finding;

import io.cordon.engine.rule.Rule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A rule's verdict on what happened, in one of its versions.
 *
 * @param id derived from tenant, rule, key values and the event that completes the match
 * @param version counts up from 1 for one id
 * @param rule the rule that judged
 * @param ruleSet the set that it judged in
 * @param endpoints where it happened
 * @param first event time of the earliest evidence, in µs
 * @param last event time of the latest evidence, in µs
 * @param evidence at most {@value #MAX_EVIDENCE} events, in event order
 * @param evidenceOmitted how many events beyond these there are
 * @param ancestryIncomplete whether it rests on ancestors that were never seen
 * @param disprovable whether later evidence can disprove it
 * @param target what can be contained, or null
 * @param targetNote why nothing is meant, or no process, or empty
 */
public record Finding(
        String id,
        int version,
        State state,
        String tenant,
        Rule rule,
        String ruleSet,
        List<String> endpoints,
        long first,
        long last,
        List<Evidence> evidence,
        int evidenceOmitted,
        boolean ancestryIncomplete,
        boolean disprovable,
        @Nullable Target target,
        String targetNote) {

    public static final int MAX_EVIDENCE = 100;

    public Finding {
        endpoints = List.copyOf(endpoints);
        evidence = List.copyOf(evidence);
        // An edge may be taken back, or fall in tier.
        disprovable |= evidence.stream().anyMatch(one -> !one.edges().isEmpty());
    }

    /** The same under another id, with what else is known of its target. */
    public Finding named(String other, Map<String, String> more) {
        return copy(other, version, target == null ? null : target.with(more));
    }

    /** The same as another version. */
    public Finding numbered(int number) {
        return copy(id, number, target);
    }

    private Finding copy(String copysId, int number, @Nullable Target meant) {
        return new Finding(
                copysId,
                number,
                state,
                tenant,
                rule,
                ruleSet,
                endpoints,
                first,
                last,
                evidence,
                evidenceOmitted,
                ancestryIncomplete,
                disprovable,
                meant,
                targetNote);
    }

    public enum State {
        PROVISIONAL,
        CONFIRMED,
        RETRACTED
    }
}
