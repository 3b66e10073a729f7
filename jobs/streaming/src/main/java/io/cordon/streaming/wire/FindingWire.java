package io.cordon.streaming.wire;

import io.cordon.engine.condition.Condition;
import io.cordon.engine.finding.Evidence;
import io.cordon.engine.finding.Finding;
import io.cordon.engine.finding.Target;
import io.cordon.engine.indicator.IndicatorRule;
import io.cordon.engine.response.ContainmentCase;
import io.cordon.engine.rule.Response;
import io.cordon.engine.rule.Rule;
import io.cordon.engine.rule.Scope;
import io.cordon.wire.Capability;
import io.cordon.wire.Detector;
import io.cordon.wire.FindingState;
import io.cordon.wire.Level;
import io.cordon.wire.Mode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Findings between the engine's type and the contract's. */
public final class FindingWire {
    private static final int PROVISIONAL_CONFIDENCE = 50;
    private static final int CONFIRMED_CONFIDENCE = 90;

    private FindingWire() {}

    public static io.cordon.wire.Finding toWire(Finding finding) {
        Rule rule = finding.rule();
        return io.cordon.wire.Finding.newBuilder()
                .setTenant(finding.tenant())
                .setId(finding.id())
                .setVersion(finding.version())
                .setState(FindingState.valueOf(lower(finding.state())))
                .setDetector(rule.id().equals(IndicatorRule.ID) ? Detector.indicator : Detector.rule)
                .setCapability(capability(rule))
                .setRuleId(rule.id())
                .setRuleTitle(rule.title())
                .setRuleLanguage(lower(rule.language()))
                .setRuleHash(rule.hash())
                .setRuleSet(finding.ruleSet())
                .setMode(Mode.valueOf(lower(rule.mode())))
                .setLevel(Level.valueOf(lower(rule.level())))
                .setConfidence(
                        finding.state() == Finding.State.CONFIRMED ? CONFIRMED_CONFIDENCE : PROVISIONAL_CONFIDENCE)
                .setTactics(rule.tactics())
                .setTechniques(rule.techniques())
                .setEndpoints(finding.endpoints())
                .setFirst(finding.first())
                .setLast(finding.last())
                .setAppendTime(finding.evidence().stream()
                        .mapToLong(Evidence::appendTime)
                        .max()
                        .orElse(finding.last()))
                .setEvidence(
                        finding.evidence().stream().map(FindingWire::evidence).toList())
                .setEvidenceOmitted(finding.evidenceOmitted())
                .setAncestryIncomplete(finding.ancestryIncomplete())
                .setDisprovable(finding.disprovable())
                .setAction(rule.response().action().written())
                .setTarget(target(finding.target()))
                .setTargetNote(finding.targetNote())
                .setTags(rule.tags())
                .setShown(rule.isShown())
                .build();
    }

    private static Capability capability(Rule rule) {
        return switch (ContainmentCase.capability(rule.tags())) {
            case ASR -> Capability.asr;
            case FEEDBACK -> Capability.feedback;
            case BEHAVIOUR -> Capability.client;
        };
    }

    private static io.cordon.wire.Evidence evidence(Evidence evidence) {
        return io.cordon.wire.Evidence.newBuilder()
                .setEvent(evidence.event())
                .setPositions(List.copyOf(evidence.positions()))
                .setEndpoint(evidence.endpoint())
                .setEntity(evidence.entity())
                .setStep(evidence.step())
                .setTime(evidence.time())
                .setAppendTime(evidence.appendTime())
                .setEdges(evidence.edges())
                .build();
    }

    private static io.cordon.wire.@Nullable Target target(@Nullable Target target) {
        if (target == null) {
            return null;
        }
        return io.cordon.wire.Target.newBuilder()
                .setEndpoint(target.endpoint())
                .setEntity(target.entity())
                .setPid(target.pid())
                .setStart(target.start())
                .setImage(target.image())
                .setCommandLine(target.commandLine())
                .setUser(target.user())
                .setSession(target.session())
                .setThings(Map.copyOf(target.things()))
                .build();
    }

    /** What the contract says of a finding, in the engine's type: of its rule only what was found with it. */
    public static Finding fromWire(io.cordon.wire.Finding finding) {
        return new Finding(
                finding.getId(),
                finding.getVersion(),
                finding.getState() == FindingState.unknown
                        ? Finding.State.PROVISIONAL
                        : Finding.State.valueOf(upper(finding.getState())),
                finding.getTenant(),
                rule(finding),
                finding.getRuleSet(),
                finding.getEndpoints(),
                finding.getFirst(),
                finding.getLast(),
                finding.getEvidence().stream().map(FindingWire::evidence).toList(),
                finding.getEvidenceOmitted(),
                finding.getAncestryIncomplete(),
                finding.getDisprovable(),
                target(finding.getTarget()),
                finding.getTargetNote());
    }

    private static Rule rule(io.cordon.wire.Finding finding) {
        Rule rule = new Rule(
                finding.getRuleId(),
                finding.getRuleTitle(),
                finding.getRuleLanguage().equals("eql") ? Rule.Language.EQL : Rule.Language.SIGMA,
                finding.getRuleHash(),
                finding.getLevel() == Level.unknown
                        ? Rule.Level.INFORMATIONAL
                        : Rule.Level.valueOf(upper(finding.getLevel())),
                finding.getMode() == Mode.unknown ? Rule.Mode.AUDIT : Rule.Mode.valueOf(upper(finding.getMode())),
                finding.getTactics(),
                finding.getTechniques(),
                new Scope("", Set.of(), Set.of()),
                new Condition.Any(List.of()),
                Response.DEFAULT);
        return finding.getShown() ? rule : rule.hidden();
    }

    private static Evidence evidence(io.cordon.wire.Evidence evidence) {
        return new Evidence(
                evidence.getEvent(),
                evidence.getPositions(),
                evidence.getEndpoint(),
                evidence.getEntity(),
                evidence.getStep(),
                evidence.getTime(),
                evidence.getAppendTime(),
                evidence.getEdges());
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

    private static String upper(Enum<?> symbol) {
        return symbol.name().toUpperCase(Locale.ROOT);
    }

    private static String lower(Enum<?> symbol) {
        return symbol.name().toLowerCase(Locale.ROOT);
    }
}
