package io.cordon.engine.rarity;

import io.cordon.engine.correlate.Hit;
import io.cordon.engine.finding.Evidence;
import io.cordon.engine.finding.Finding;
import io.cordon.engine.finding.Finding.State;
import io.cordon.engine.finding.FindingId;
import io.cordon.engine.rule.Rule;
import java.util.List;

/** Words a match that the memory says yes to as a finding, as if its rule had judged the event alone. */
final class RarityFindings {
    private RarityFindings() {}

    /** Says what is news of it, also to the correlations on top of its rule. */
    static OpenAsk said(OpenAsk ask, boolean holds, Rule rule, String ruleSet, RaritySink sink) {
        Hit before = ask.told();
        boolean isNews = holds ? !ask.hit().equals(before) : before != null;
        OpenAsk now = RarityJudge.handedOn(ask, holds, sink);
        if (!isNews) {
            return now;
        }
        int version = ask.version() + 1;
        if (rule.raises()) {
            sink.finding(finding(ask.hit(), holds, rule, ruleSet, version));
        }
        return new OpenAsk(now.hit(), now.isGone(), now.told(), version);
    }

    private static Finding finding(Hit hit, boolean holds, Rule rule, String ruleSet, int version) {
        Evidence evidence = hit.evidence().at(0);
        String tenant = hit.share().place().tenant();
        return new Finding(
                FindingId.of(tenant, rule.id(), List.of(), hit.event()),
                version,
                !holds ? State.RETRACTED : hit.settled() ? State.CONFIRMED : State.PROVISIONAL,
                tenant,
                rule,
                ruleSet,
                List.of(evidence.endpoint()),
                hit.time(),
                hit.time(),
                List.of(evidence),
                0,
                !hit.settled(),
                !hit.settled(),
                hit.share().target(),
                hit.share().targetNote());
    }
}
