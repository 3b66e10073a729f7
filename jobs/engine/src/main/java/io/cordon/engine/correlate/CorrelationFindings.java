package io.cordon.engine.correlate;

import io.cordon.engine.correlate.Group.Said;
import io.cordon.engine.finding.Evidence;
import io.cordon.engine.finding.Finding;
import io.cordon.engine.finding.Finding.State;
import io.cordon.engine.finding.FindingId;
import io.cordon.engine.finding.Target;
import io.cordon.engine.rule.Rule;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Words runs as findings, and says what is news in them. */
final class CorrelationFindings {
    private final Group group;
    private final Rule rule;
    private final String ruleSet;
    private final CorrelationSink sink;

    CorrelationFindings(Group group, Rule rule, String ruleSet, CorrelationSink sink) {
        this.group = group;
        this.rule = rule;
        this.ruleSet = ruleSet;
        this.sink = sink;
    }

    /**
     * Says a run, where that is news. While it grows, only each doubling of its events is.
     *
     * @param isLast whether nothing can change it any more
     */
    void say(Run run, boolean isLast) {
        Said before = group.said.get(run.anchor());
        int digest = digest(run);
        if (before != null && !isNews(before, run, digest, isLast)) {
            return;
        }
        handOn(before, run);
        int version = before == null ? 1 : before.version() + 1;
        group.said.put(run.anchor(), new Said(version, digest, run.events, run.isSettled, run.completing, run.onward));
        if (rule.raises()) {
            State state = run.isSettled ? State.CONFIRMED : State.PROVISIONAL;
            sink.finding(finding(
                    run.anchor(),
                    version,
                    state,
                    List.copyOf(run.endpoints),
                    run.first(),
                    run.last,
                    run.evidence,
                    run.events,
                    run.completing));
        }
    }

    private static boolean isNews(Said before, Run run, int digest, boolean isLast) {
        if (before.isRetracted()
                || before.isSettled() != run.isSettled
                || !before.completing().equals(run.completing)) {
            return true;
        }
        boolean isGrowth = run.events > before.events() && run.events < 2 * before.events();
        return digest != before.digest() && (isLast || !isGrowth);
    }

    /** Takes back what was said of runs that are none any more. */
    void retractBut(Set<String> anchors) {
        for (String anchor : List.copyOf(group.said.keySet())) {
            Said said = group.said.get(anchor);
            if (said != null && !said.isRetracted() && !anchors.contains(anchor)) {
                group.said.put(anchor, said.retracted());
                said.onward()
                        .forEach(share -> sink.contribution(new Contribution(hit(said.completing(), share), true)));
                if (rule.raises()) {
                    Evidence evidence = said.completing().evidence();
                    sink.finding(finding(
                            anchor,
                            said.version() + 1,
                            State.RETRACTED,
                            List.of(evidence.endpoint()),
                            evidence.time(),
                            evidence.time(),
                            List.of(evidence),
                            1,
                            said.completing()));
                }
            }
        }
    }

    private void handOn(@Nullable Said before, Run run) {
        if (before != null
                && !(before.completing().equals(run.completing)
                        && before.onward().equals(run.onward))) {
            before.onward()
                    .forEach(share -> sink.contribution(new Contribution(hit(before.completing(), share), true)));
        }
        run.onward.forEach(
                share -> sink.contribution(new Contribution(hit(run.completing, share, run.isSettled), false)));
    }

    private static Hit hit(Hit completing, Share share) {
        return hit(completing, share, completing.settled());
    }

    private static Hit hit(Hit completing, Share share, boolean settled) {
        return new Hit(completing.evidence().at(share.part() + 1), settled, share);
    }

    private static int digest(Run run) {
        return (run.isSettled + "|" + run.events + "|" + run.last + "|" + run.evidence + "|" + run.endpoints + "|"
                        + run.onward)
                .hashCode();
    }

    private Finding finding(
            String anchor,
            int version,
            State state,
            List<String> endpoints,
            long first,
            long last,
            List<Evidence> evidence,
            long events,
            Hit completing) {
        Target target = completing.share().target();
        return new Finding(
                FindingId.of(group.place.tenant(), rule.id(), group.place.key(), anchor),
                version,
                state,
                group.place.tenant(),
                rule,
                ruleSet,
                endpoints,
                first,
                last,
                evidence,
                (int) Math.min(Integer.MAX_VALUE, events - evidence.size()),
                false,
                state != State.CONFIRMED
                        || (rule.correlation() != null && !rule.correlation().isMonotone()),
                target,
                completing.share().targetNote());
    }
}
