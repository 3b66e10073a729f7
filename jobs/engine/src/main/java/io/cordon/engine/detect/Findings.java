package io.cordon.engine.detect;

import io.cordon.engine.condition.Truth;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.finding.Evidence;
import io.cordon.engine.finding.Finding;
import io.cordon.engine.finding.Finding.State;
import io.cordon.engine.finding.FindingId;
import io.cordon.engine.finding.Target;
import io.cordon.engine.rule.Rule;
import io.cordon.engine.tree.EndpointHeader;
import io.cordon.engine.tree.ProcessEntry;
import io.cordon.engine.tree.ProcessTree;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Words a verdict on an event as a finding, in its first version. */
final class Findings {
    private Findings() {}

    static Finding of(
            OpenMatch match,
            Rule rule,
            Truth truth,
            List<String> edges,
            String ruleSet,
            ProcessTree tree,
            EndpointHeader clocks,
            Meant meant) {
        EndpointEvent event = match.event;
        ProcessEntry actor = tree.actor(event);
        long time = clocks.utc(event.time(), event.clock());
        Evidence evidence = evidence(match, actor, time).over(edges);
        return new Finding(
                FindingId.of(event.tenant(), rule.id(), List.of(), event.id()),
                1,
                !truth.holds() ? State.RETRACTED : truth.settled() ? State.CONFIRMED : State.PROVISIONAL,
                event.tenant(),
                rule,
                ruleSet,
                List.of(event.endpoint()),
                time,
                time,
                List.of(evidence),
                0,
                !truth.settled(),
                !truth.settled(),
                meant.target(),
                meant.note());
    }

    static Evidence evidence(OpenMatch match, @Nullable ProcessEntry actor, long time) {
        EndpointEvent event = match.event;
        return new Evidence(
                event.id(),
                List.copyOf(match.positions),
                event.endpoint(),
                actor == null ? event.entity() : actor.entity(),
                0,
                time,
                match.firstAppend);
    }

    /** Of everything but the rule set: a new set that says the same says nothing new. The same in every JVM: it is kept in state. */
    static int digest(Finding finding) {
        Target target = finding.target();
        return Objects.hash(
                finding.state().name(),
                finding.rule().hash(),
                finding.rule().mode().name(),
                finding.evidence().stream().map(Evidence::digest).toList(),
                target == null ? 0 : target.digest(),
                finding.targetNote());
    }
}
