package io.cordon.engine.response;

import io.cordon.engine.finding.Evidence;
import io.cordon.engine.finding.Finding;
import io.cordon.engine.finding.Target;
import io.cordon.engine.indicator.IndicatorRule;
import io.cordon.engine.policy.AttackSurfaceRule;
import io.cordon.engine.policy.Capability;
import io.cordon.engine.rule.Response.Action;
import io.cordon.engine.rule.Rule;
import io.cordon.engine.rule.Rule.Mode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What containment looks at in one version of a finding.
 *
 * @param ceiling the most that policy may make of the rule, as who pushed the set that judged wants it
 * @param wanted what the rule wants done
 * @param tags of the rule
 * @param time event time of the latest evidence, in µs
 * @param appendTime when Kafka appended the latest evidence, in µs
 * @param ancestryIncomplete whether it rests on ancestors that were never seen
 * @param disprovable whether later evidence can disprove it
 * @param evidence the ids of the events that it rests on
 * @param reporters the endpoints that these events are from
 * @param grafted those of them where something of it would not hold without what came over an edge
 * @param target what is meant, or null with the reason in {@code targetNote}
 */
public record ContainmentCase(
        String tenant,
        String finding,
        int version,
        Finding.State state,
        Mode ceiling,
        Action wanted,
        Capability capability,
        String rule,
        String ruleTitle,
        String ruleHash,
        String ruleSet,
        List<String> tags,
        long time,
        long appendTime,
        boolean ancestryIncomplete,
        boolean disprovable,
        List<String> evidence,
        Set<String> reporters,
        Set<String> grafted,
        @Nullable Target target,
        String targetNote) {
    public ContainmentCase {
        tags = List.copyOf(tags);
        evidence = List.copyOf(evidence);
        reporters = Set.copyOf(reporters);
        grafted = Set.copyOf(grafted);
    }

    /** Of a recorded finding, as if it was read when it happened. */
    public static ContainmentCase recorded(Finding finding) {
        Rule rule = finding.rule();
        return new ContainmentCase(
                finding.tenant(),
                finding.id(),
                finding.version(),
                finding.state(),
                Mode.BLOCK,
                rule.response().action(),
                capability(rule.tags()),
                rule.id(),
                rule.title(),
                rule.hash(),
                finding.ruleSet(),
                rule.tags(),
                finding.last(),
                finding.last(),
                finding.ancestryIncomplete(),
                finding.disprovable(),
                finding.evidence().stream().map(Evidence::event).toList(),
                finding.evidence().stream().map(Evidence::endpoint).collect(Collectors.toSet()),
                finding.evidence().stream()
                        .filter(evidence -> !evidence.edges().isEmpty())
                        .map(Evidence::endpoint)
                        .collect(Collectors.toSet()),
                finding.target(),
                finding.targetNote());
    }

    /** Which capability a rule with these tags serves. */
    public static Capability capability(List<String> tags) {
        if (tags.contains(IndicatorRule.ID)) {
            return Capability.FEEDBACK;
        }
        return tags.stream().anyMatch(tag -> tag.startsWith(AttackSurfaceRule.TAG))
                ? Capability.ASR
                : Capability.BEHAVIOUR;
    }

    /** The endpoint that it is about: the target's, else the only one that reported it; of several none. */
    public String endpoint() {
        return target != null
                ? target.endpoint()
                : reporters.size() == 1 ? reporters.iterator().next() : "";
    }

    /** The longer of both ages counts: an endpoint's clock may run ahead, and a record may come late. */
    long oldest() {
        return Math.min(time, appendTime);
    }
}
