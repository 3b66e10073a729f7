package io.cordon.contain;

import io.cordon.engine.finding.Target;
import io.cordon.engine.policy.Capability;
import io.cordon.engine.response.ContainmentCase;
import io.cordon.engine.rule.Response.Action;
import io.cordon.engine.rule.Rule.Mode;
import io.cordon.wire.Detector;
import io.cordon.wire.Evidence;
import io.cordon.wire.Finding;
import java.util.Arrays;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads from a finding's contract what containment looks at; what a newer contract says and this one does not know orders nothing. */
final class FindingCase {
    private FindingCase() {}

    static ContainmentCase of(Finding finding) {
        return new ContainmentCase(
                finding.getTenant(),
                finding.getId(),
                finding.getVersion(),
                state(finding),
                ceiling(finding),
                action(finding),
                capability(finding),
                finding.getRuleId(),
                finding.getRuleTitle(),
                finding.getRuleHash(),
                finding.getRuleSet(),
                finding.getTags(),
                finding.getLast(),
                finding.getAppendTime(),
                finding.getAncestryIncomplete(),
                finding.getDisprovable(),
                finding.getEvidence().stream().map(Evidence::getEvent).toList(),
                finding.getEvidence().stream().map(Evidence::getEndpoint).collect(Collectors.toSet()),
                finding.getEvidence().stream()
                        .filter(evidence -> !evidence.getEdges().isEmpty())
                        .map(Evidence::getEndpoint)
                        .collect(Collectors.toSet()),
                target(finding.getTarget()),
                finding.getTargetNote());
    }

    private static io.cordon.engine.finding.Finding.State state(Finding finding) {
        return switch (finding.getState()) {
            case confirmed -> io.cordon.engine.finding.Finding.State.CONFIRMED;
            case retracted -> io.cordon.engine.finding.Finding.State.RETRACTED;
            default -> io.cordon.engine.finding.Finding.State.PROVISIONAL;
        };
    }

    private static Mode ceiling(Finding finding) {
        return switch (finding.getMode()) {
            case off, unknown -> Mode.OFF;
            default -> Mode.valueOf(finding.getMode().name().toUpperCase(Locale.ROOT));
        };
    }

    private static Action action(Finding finding) {
        return Arrays.stream(Action.values())
                .filter(action -> action.written().equals(finding.getAction()))
                .findFirst()
                .orElse(Action.NONE);
    }

    private static Capability capability(Finding finding) {
        return finding.getDetector() == Detector.indicator
                ? Capability.FEEDBACK
                : finding.getCapability() == io.cordon.wire.Capability.asr ? Capability.ASR : Capability.BEHAVIOUR;
    }

    private static @Nullable Target target(io.cordon.wire.@Nullable Target target) {
        return target == null
                ? null
                : new Target(
                        target.getEndpoint(),
                        target.getEntity(),
                        target.getPid(),
                        target.getStart(),
                        target.getImage(),
                        target.getCommandLine(),
                        target.getUser(),
                        target.getSession(),
                        new TreeMap<>(target.getThings()));
    }
}
