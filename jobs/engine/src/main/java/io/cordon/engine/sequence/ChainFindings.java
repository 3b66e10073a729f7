package io.cordon.engine.sequence;

import io.cordon.engine.correlate.CorrelationSink;
import io.cordon.engine.correlate.Hit;
import io.cordon.engine.correlate.Share;
import io.cordon.engine.finding.Evidence;
import io.cordon.engine.finding.Finding;
import io.cordon.engine.finding.Finding.State;
import io.cordon.engine.finding.FindingId;
import io.cordon.engine.finding.Target;
import io.cordon.engine.rule.Response.Reach;
import io.cordon.engine.rule.Rule;
import io.cordon.engine.sequence.ChainGroup.Said;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Words matches as findings, and says what is news in them. */
final class ChainFindings {
    private static final String SILENT = "what is missing is told from Kafka's time, an endpoint is silent";

    private final ChainGroup group;
    private final Rule rule;
    private final Plan plan;
    private final String ruleSet;
    private final CorrelationSink sink;

    ChainFindings(ChainGroup group, Rule rule, Plan plan, String ruleSet, CorrelationSink sink) {
        this.group = group;
        this.rule = rule;
        this.plan = plan;
        this.ruleSet = ruleSet;
        this.sink = sink;
    }

    /**
     * Says a match, where that is news.
     *
     * @param isSilent whether only Kafka's time tells that it is one
     */
    void say(Candidate candidate, boolean isSilent) {
        List<Spot> spots = candidate.match.spots();
        State state = candidate.match.isSettled() && !isSilent ? State.CONFIRMED : State.PROVISIONAL;
        List<Evidence> evidence =
                spots.stream().map(spot -> spot.hit().evidence()).toList();
        Whom whom = meant(candidate, isSilent);
        Said before = group.said(candidate.anchor());
        int digest = (state + "|" + evidence + "|" + whom).hashCode();
        if (before == null || before.isRetracted() || before.digest() != digest) {
            Hit completing = candidate.completing().hit();
            int version = before == null ? 1 : before.version() + 1;
            group.say(new Said(version, digest, false, completing));
            sink.finding(finding(completing, version, state, evidence, whom));
        }
    }

    /** Takes back what was said of a match that is none any more. */
    void retract(String anchor) {
        Said said = group.said(anchor);
        if (said != null && !said.isRetracted()) {
            Hit hit = said.completing();
            int version = said.version() + 1;
            group.say(new Said(version, 0, true, hit));
            Whom whom = new Whom(hit.share().target(), hit.share().targetNote());
            sink.finding(finding(hit, version, State.RETRACTED, List.of(hit.evidence()), whom));
        }
    }

    /** Whom the response means. */
    private record Whom(@Nullable Target target, String note) {}

    /**
     * What the step means that the rule names; else the process that the last step means which starts one, with what a later step
     * names on its endpoint; else what the last step names that names anything.
     */
    private Whom meant(Candidate candidate, boolean isSilent) {
        int step = rule.response().step();
        if (step > 0 && !plan.hasEvent(step - 1)) {
            return new Whom(null, "the rule has no event of a step " + step);
        }
        Share meant = candidate.match.last().hit().share();
        Target target = null;
        Target later = null;
        for (Spot spot : candidate.match.spots()) {
            Share share = spot.hit().share();
            if (step > 0 ? spot.part() == step - 1 : isMeant(share.target(), target)) {
                meant = share;
                target = share.target();
                later = null;
            } else if (step == 0
                    && share.target() != null
                    && !share.target().things().isEmpty()) {
                later = share.target();
            }
        }
        String note = meant.targetNote();
        return new Whom(beside(target, later), !isSilent ? note : note.isEmpty() ? SILENT : note + "; " + SILENT);
    }

    /** Whether a step's target comes before that of the steps before it. */
    private boolean isMeant(@Nullable Target target, @Nullable Target before) {
        Reach reach = rule.response().action().reach();
        boolean wantsProcess = reach == Reach.PROCESS || reach == Reach.NOTHING;
        return target != null && (!wantsProcess || target.isProcess() || before == null || !before.isProcess());
    }

    /** All of one step, for what several name does not belong together. */
    private static @Nullable Target beside(@Nullable Target process, @Nullable Target later) {
        return process != null && later != null && process.endpoint().equals(later.endpoint())
                ? process.with(later.things())
                : process;
    }

    private Finding finding(Hit completing, int version, State state, List<Evidence> evidence, Whom whom) {
        return new Finding(
                FindingId.of(group.place.tenant(), rule.id(), group.place.key(), completing.event()),
                version,
                state,
                group.place.tenant(),
                rule,
                ruleSet,
                evidence.stream().map(Evidence::endpoint).distinct().sorted().toList(),
                evidence.get(0).time(),
                evidence.get(evidence.size() - 1).time(),
                evidence.subList(0, Math.min(evidence.size(), Finding.MAX_EVIDENCE)),
                Math.max(0, evidence.size() - Finding.MAX_EVIDENCE),
                false,
                state != State.CONFIRMED || !plan.chain.isMonotone(),
                whom.target(),
                whom.note());
    }
}
