package io.cordon.engine.response;

import io.cordon.engine.finding.Finding;
import io.cordon.engine.finding.Target;
import io.cordon.engine.policy.Capability;
import io.cordon.engine.rule.Response.Action;
import io.cordon.engine.rule.Rule.Mode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a finding said when it had a process ended, kept to be judged again if that fails: a {@link ContainmentCase} that Flink can
 * keep.
 *
 * @param untilMillis how long it is kept, in ms since 1970
 */
public record Grounds(
        String finding,
        int version,
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
        boolean disprovable,
        List<String> evidence,
        List<String> reporters,
        List<String> grafted,
        String endpoint,
        String entity,
        long pid,
        long start,
        @Nullable String image,
        @Nullable String commandLine,
        @Nullable String user,
        @Nullable String session,
        Map<String, String> things,
        long untilMillis) {
    public Grounds {
        tags = List.copyOf(tags);
        evidence = List.copyOf(evidence);
        reporters = List.copyOf(reporters);
        grafted = List.copyOf(grafted);
        things = Map.copyOf(things);
    }

    static Grounds of(ContainmentCase one, Target target, long untilMillis) {
        return new Grounds(
                one.finding(),
                one.version(),
                one.ceiling(),
                one.wanted(),
                one.capability(),
                one.rule(),
                one.ruleTitle(),
                one.ruleHash(),
                one.ruleSet(),
                one.tags(),
                one.time(),
                one.appendTime(),
                one.disprovable(),
                one.evidence(),
                one.reporters().stream().sorted().toList(),
                one.grafted().stream().sorted().toList(),
                target.endpoint(),
                target.entity(),
                target.pid(),
                target.start(),
                target.image(),
                target.commandLine(),
                target.user(),
                target.session(),
                target.things(),
                untilMillis);
    }

    /** What was judged then; only what is certain has a process ended. */
    ContainmentCase of(String tenant) {
        return new ContainmentCase(
                tenant,
                finding,
                version,
                Finding.State.CONFIRMED,
                ceiling,
                wanted,
                capability,
                rule,
                ruleTitle,
                ruleHash,
                ruleSet,
                tags,
                time,
                appendTime,
                false,
                disprovable,
                evidence,
                Set.copyOf(reporters),
                Set.copyOf(grafted),
                new Target(endpoint, entity, pid, start, image, commandLine, user, session, new TreeMap<>(things)),
                "");
    }
}
