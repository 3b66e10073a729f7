package io.cordon.engine.response;

import io.cordon.engine.finding.Finding;
import io.cordon.engine.finding.Target;
import io.cordon.engine.rule.Rule;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What containment looks at in one version of a finding.
 *
 * @param mode what the rule's findings may do, in the set that judged
 * @param wantsKill whether the rule wants the target and its descendants killed
 * @param time event time of the latest evidence, in µs
 * @param appendTime when Kafka appended the latest evidence, in µs
 * @param ancestryIncomplete whether it rests on ancestors that were never seen
 * @param evidence the ids of the events that it rests on
 * @param reporters the endpoints that these events are from
 * @param target the process meant, or null with the reason in {@code targetNote}
 */
public record ContainmentCase(
        String tenant,
        String finding,
        int version,
        Finding.State state,
        Rule.Mode mode,
        boolean wantsKill,
        String rule,
        String ruleTitle,
        String ruleHash,
        String ruleSet,
        long time,
        long appendTime,
        boolean ancestryIncomplete,
        List<String> evidence,
        Set<String> reporters,
        @Nullable Target target,
        String targetNote) {
    public ContainmentCase {
        evidence = List.copyOf(evidence);
        reporters = Set.copyOf(reporters);
    }
}
