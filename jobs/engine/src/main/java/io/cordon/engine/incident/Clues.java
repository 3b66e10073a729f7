package io.cordon.engine.incident;

import io.cordon.engine.edge.Edge;
import io.cordon.engine.edge.Mechanism;
import io.cordon.engine.edge.Sighting;
import io.cordon.engine.edge.Tier;
import io.cordon.engine.edge.Trace;
import io.cordon.engine.finding.Finding;
import io.cordon.engine.incident.Clue.ProcessId;
import io.cordon.engine.incident.Fact.Kind;
import io.cordon.engine.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Words findings and edges as clues. */
public final class Clues {
    private static final String LATERAL_MOVEMENT = "lateral-movement";
    private static final Map<Mechanism, String> ALSO = Map.of(
            Mechanism.WMI, "execution",
            Mechanism.SERVICE, "execution",
            Mechanism.TASK, "execution",
            Mechanism.DCOM, "execution",
            Mechanism.WMI_SUBSCRIPTION, "persistence");
    private static final Pattern SESSION = Pattern.compile("^session (0x[0-9a-f]+) of ");

    private Clues() {}

    /**
     * A finding's clue, or null where it was retracted or nobody is shown it.
     *
     * @param rarity of what it found, from 0 to 1; null where that is not known
     */
    public static @Nullable Clue of(Finding finding, @Nullable Double rarity) {
        if (finding.state() == Finding.State.RETRACTED || !finding.rule().isShown()) {
            return null;
        }
        List<ProcessId> processes = finding.evidence().stream()
                .filter(evidence -> evidence.entity() != null)
                .map(evidence -> new ProcessId(evidence.endpoint(), Objects.requireNonNull(evidence.entity())))
                .distinct()
                .toList();
        Fact fact = new Fact(
                finding.id(),
                Kind.FINDING,
                finding.id(),
                finding.first(),
                finding.last(),
                List.of(),
                List.of(),
                "",
                0,
                finding.endpoints(),
                finding.rule().level(),
                finding.rule().tactics(),
                finding.rule().techniques(),
                rarity);
        return new Clue(fact, processes, null, Lead.of(finding));
    }

    /** An edge's clues: one for what it reached, and one for each process that this started. None where too little is proven. */
    public static List<Clue> of(Edge edge) {
        if (edge.tier() != Tier.T1 && edge.tier() != Tier.T2) {
            return List.of();
        }
        Edge.Source source = edge.source();
        String target = edge.target().endpoint();
        ProcessId caller = source.process().isEmpty() ? null : new ProcessId(source.endpoint(), source.process());
        if (edge.target().started().isEmpty()) {
            return List.of(new Clue(fact(edge, edge.id(), time(edge, target)), List.of(), caller));
        }
        List<Clue> clues = new ArrayList<>();
        for (Trace.Started started : edge.target().started()) {
            String id = edge.id() + ' ' + started.seen().event();
            List<ProcessId> processes =
                    started.process().isEmpty() ? List.of() : List.of(new ProcessId(target, started.process()));
            clues.add(new Clue(fact(edge, id, started.seen().time()), processes, caller));
        }
        return clues;
    }

    private static Fact fact(Edge edge, String id, long time) {
        String target = edge.target().endpoint();
        String object = edge.target().object();
        Matcher session = SESSION.matcher(object);
        return new Fact(
                id,
                Kind.EDGE,
                edge.id(),
                time,
                time,
                object.isEmpty() ? List.of() : List.of("object " + edge.id()),
                session.find() ? List.of(Kin.session(target, session.group(1))) : List.of(),
                edge.source().endpoint(),
                time(edge, edge.source().endpoint()),
                Stream.of(edge.source().endpoint(), target)
                        .filter(endpoint -> !endpoint.isEmpty())
                        .distinct()
                        .toList(),
                Rule.Level.INFORMATIONAL,
                Stream.of(LATERAL_MOVEMENT, ALSO.getOrDefault(edge.mechanism(), LATERAL_MOVEMENT))
                        .distinct()
                        .toList(),
                edge.techniques(),
                null);
    }

    /** When an endpoint first saw something of the edge; where it saw nothing, when anybody did. */
    private static long time(Edge edge, String endpoint) {
        return edge.evidence().stream()
                .filter(seen -> seen.endpoint().equals(endpoint))
                .mapToLong(Sighting::time)
                .min()
                .orElseGet(() ->
                        edge.evidence().stream().mapToLong(Sighting::time).min().orElse(0));
    }
}
