package io.cordon.engine.incident;

import io.cordon.engine.edge.Edge;
import io.cordon.engine.edge.Mechanism;
import io.cordon.engine.edge.Sighting;
import io.cordon.engine.edge.Tier;
import io.cordon.engine.edge.Trace;
import io.cordon.engine.finding.Evidence;
import io.cordon.engine.finding.Finding;
import io.cordon.engine.incident.Fact.Kind;
import io.cordon.engine.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Words findings and edges as facts, with what is known of their processes now. */
public final class Facts {
    private static final String LATERAL_MOVEMENT = "lateral-movement";
    private static final Map<Mechanism, String> ALSO = Map.of(
            Mechanism.WMI, "execution",
            Mechanism.SERVICE, "execution",
            Mechanism.TASK, "execution",
            Mechanism.DCOM, "execution",
            Mechanism.WMI_SUBSCRIPTION, "persistence");
    private static final Pattern SESSION = Pattern.compile("^session (0x[0-9a-f]+) of ");

    private final Function<String, Families> endpoints;

    /** @param endpoints the families of an endpoint, the same ones whenever it is asked */
    public Facts(Function<String, Families> endpoints) {
        this.endpoints = endpoints;
    }

    /**
     * A finding's fact, or null where it was retracted.
     *
     * @param rarity of what it found, from 0 to 1; null where that is not known
     */
    public @Nullable Fact of(Finding finding, @Nullable Double rarity) {
        if (finding.state() == Finding.State.RETRACTED) {
            return null;
        }
        Set<String> trees = new TreeSet<>();
        Set<String> sessions = new TreeSet<>();
        for (Evidence evidence : finding.evidence()) {
            if (evidence.entity() != null) {
                Kin kin = kin(evidence.endpoint());
                trees.add(kin.treeOf(evidence.entity()));
                sessions.addAll(kin.sessions(evidence.entity()));
            }
        }
        return new Fact(
                finding.id(),
                Kind.FINDING,
                finding.id(),
                finding.first(),
                finding.last(),
                List.copyOf(trees),
                List.copyOf(sessions),
                "",
                0,
                finding.endpoints(),
                finding.rule().level(),
                finding.rule().tactics(),
                finding.rule().techniques(),
                rarity);
    }

    /** An edge's facts: one for what it reached, and one for each process that this started. None where too little is proven. */
    public List<Fact> of(Edge edge) {
        if (edge.tier() != Tier.T1 && edge.tier() != Tier.T2) {
            return List.of();
        }
        List<String> ends = new ArrayList<>();
        Edge.Source source = edge.source();
        boolean isCallerKnown =
                !source.process().isEmpty() && !kin(source.endpoint()).isShared(source.process());
        if (isCallerKnown) {
            ends.add(kin(source.endpoint()).treeOf(source.process()));
        }
        if (!edge.target().object().isEmpty()) {
            ends.add("object " + edge.id());
        }
        Matcher session = SESSION.matcher(edge.target().object());
        List<String> sessions =
                session.find() ? List.of(Kin.session(edge.target().endpoint(), session.group(1))) : List.of();
        long called = time(edge, source.endpoint());
        String caller = isCallerKnown ? "" : source.endpoint();
        if (edge.target().started().isEmpty()) {
            long time = time(edge, edge.target().endpoint());
            return List.of(fact(edge, edge.id(), time, ends, sessions, caller, called));
        }
        List<Fact> facts = new ArrayList<>();
        for (Trace.Started started : edge.target().started()) {
            List<String> trees = new ArrayList<>(ends);
            if (!started.process().isEmpty()) {
                trees.add(kin(edge.target().endpoint()).treeOf(started.process()));
            }
            String id = edge.id() + ' ' + started.seen().event();
            facts.add(fact(edge, id, started.seen().time(), trees, sessions, caller, called));
        }
        return facts;
    }

    private static Fact fact(
            Edge edge, String id, long time, List<String> trees, List<String> sessions, String caller, long called) {
        return new Fact(
                id,
                Kind.EDGE,
                edge.id(),
                time,
                time,
                trees,
                sessions,
                caller,
                called,
                Stream.of(edge.source().endpoint(), edge.target().endpoint())
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

    private Kin kin(String endpoint) {
        return endpoints.apply(endpoint).kin();
    }
}
