package io.cordon.engine.incident;

import io.cordon.engine.finding.FindingId;
import io.cordon.engine.incident.Incident.State;
import io.cordon.engine.incident.IncidentStore.Said;
import io.cordon.engine.rule.Rule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes incidents of one tenant's facts. Facts are taken in as they come; {@link #judge} says what has become of them, and may be called
 * after each or once for many: the last versions are the same.
 */
public final class IncidentStage {
    /** How many findings of an incident are remembered to tell what became of it: any of them may be taken back. */
    private static final int MOST_ANCHORS = 8;

    private final IncidentLimits limits;

    public IncidentStage(IncidentLimits limits) {
        this.limits = limits;
    }

    /** Receives versions of incidents. */
    public interface Out {
        void incident(Incident incident);

        void counted(IncidentCounter counter);
    }

    /**
     * Takes in what is now known of a finding or crossing.
     *
     * @param clue null where it was taken back
     * @param now how far the tenant's time has come, in µs
     */
    public void apply(String id, @Nullable Clue clue, long now, IncidentStore store, Out out) {
        if (clue == null) {
            store.clues().remove(id);
        } else if (isPast(clue.fact().time(), now)) {
            out.counted(IncidentCounter.FACT_LATE);
        } else {
            store.clues().put(id, clue);
        }
    }

    /** Takes in where a process stands. */
    public void apply(Link link, IncidentStore store) {
        store.links().put(link.id(), link);
    }

    /** Says what is news of incidents, ends those that were quiet for long enough, and forgets what nothing can join any more. */
    public void judge(String tenant, long now, IncidentStore store, Out out) {
        List<Fact> facts = placed(kept(store, out), store);
        Map<String, String> incidentOf = new HashMap<>();
        Set<String> standing = new HashSet<>();
        for (List<Fact> cluster : Clustering.of(facts, limits)) {
            long last = latest(cluster);
            List<String> anchors = cluster.stream()
                    .filter(Fact::isFinding)
                    .limit(MOST_ANCHORS)
                    .map(Fact::id)
                    .toList();
            if (!anchors.isEmpty()) {
                Incident incident = incident(tenant, anchors.get(0), cluster, now - last > limits.quiet());
                cluster.forEach(fact -> incidentOf.put(fact.id(), incident.id()));
                standing.add(incident.id());
                say(incident, anchors, last, store, out);
            }
            if (isPast(last, now)) {
                cluster.forEach(fact -> store.clues().remove(fact.id()));
            }
        }
        for (String id : store.said().keys()) {
            Said said = Objects.requireNonNull(store.said().get(id));
            if (!standing.contains(id)) {
                String survivor = said.anchors().stream()
                        .filter(incidentOf::containsKey)
                        .map(incidentOf::get)
                        .findFirst()
                        .orElse("");
                State state = survivor.isEmpty() ? State.RETRACTED : State.MERGED;
                say(Incident.gone(tenant, id, state, survivor), said.anchors(), said.last(), store, out);
            }
            // What was taken back may be told again, and goes on with its versions.
            if (isPast(said.last(), now)
                    && said.anchors().stream().allMatch(anchor -> store.clues().get(anchor) == null)) {
                store.said().remove(id);
            }
        }
    }

    /** Whether nothing can join any more what happened last at a time. */
    private boolean isPast(long time, long now) {
        return now - limits.quiet() - limits.lateness() > time;
    }

    private List<Clue> kept(IncidentStore store, Out out) {
        List<Clue> clues = new ArrayList<>();
        store.clues()
                .keys()
                .forEach(id -> clues.add(Objects.requireNonNull(store.clues().get(id))));
        int excess = clues.size() - limits.mostFacts();
        if (excess <= 0) {
            return clues;
        }
        clues.sort(Comparator.comparing(Clue::fact, Fact.ORDER));
        for (Clue clue : clues.subList(0, excess)) {
            store.clues().remove(clue.id());
            out.counted(IncidentCounter.FACT_EVICTED);
        }
        return clues.subList(excess, clues.size());
    }

    private static List<Fact> placed(List<Clue> clues, IncidentStore store) {
        Map<String, Kin> kin = new HashMap<>();
        return clues.stream()
                .map(clue -> clue.placed(endpoint -> kin.computeIfAbsent(
                        endpoint, name -> new Kin(name, entity -> store.links().get(Link.id(name, entity))))))
                .toList();
    }

    /**
     * Forgets where processes stand that nothing is said of, and returns whether anything is kept.
     *
     * @param append how far Kafka's append time has come, in µs
     */
    public boolean sweep(long append, IncidentStore store) {
        Set<String> needed = new HashSet<>();
        for (String id : store.clues().keys()) {
            Clue clue = Objects.requireNonNull(store.clues().get(id));
            clue.about().forEach(process -> need(Link.id(process.endpoint(), process.entity()), store, needed));
        }
        boolean isEmpty = needed.isEmpty();
        for (String id : store.links().keys()) {
            Link link = needed.contains(id) ? null : store.links().get(id);
            if (link != null && link.told() < append - limits.links()) {
                store.links().remove(id);
            } else {
                isEmpty = false;
            }
        }
        return !isEmpty
                || store.clues().keys().iterator().hasNext()
                || store.said().keys().iterator().hasNext();
    }

    /** A process and its ancestors. */
    private static void need(String id, IncidentStore store, Set<String> needed) {
        for (Link link = store.links().get(id); link != null && needed.add(link.id()); ) {
            link = link.parent() == null ? null : store.links().get(Link.id(link.endpoint(), link.parent()));
        }
    }

    private static void say(Incident incident, List<String> anchors, long last, IncidentStore store, Out out) {
        Said before = store.said().get(incident.id());
        if (before != null && before.digest() == incident.digest()) {
            return;
        }
        int version = before == null ? 1 : before.version() + 1;
        store.said().put(incident.id(), new Said(version, incident.digest(), incident.state(), anchors, last));
        out.incident(incident.version(version));
        if (incident.state() == State.MERGED) {
            out.counted(IncidentCounter.INCIDENT_MERGED);
        }
    }

    private static Incident incident(String tenant, String anchor, List<Fact> cluster, boolean hasEnded) {
        Rule.Level level =
                cluster.stream().map(Fact::level).max(Comparator.naturalOrder()).orElse(Rule.Level.INFORMATIONAL);
        List<String> tactics = all(cluster, Fact::tactics);
        List<String> endpoints = all(cluster, Fact::endpoints);
        List<String> findings = ids(cluster, true);
        List<String> edges = ids(cluster, false);
        List<String> trees = all(cluster, Fact::trees);
        return new Incident(
                tenant,
                FindingId.of(tenant, "incident", List.of(), anchor),
                0,
                hasEnded ? State.ENDED : State.OPEN,
                "",
                Score.of(level, tactics.size(), endpoints.size(), cluster),
                level,
                tactics,
                all(cluster, Fact::techniques),
                endpoints,
                cluster.stream().mapToLong(Fact::first).min().orElseThrow(),
                latest(cluster),
                findings.subList(0, Math.min(findings.size(), Incident.MOST_FINDINGS)),
                Math.max(0, findings.size() - Incident.MOST_FINDINGS),
                edges.subList(0, Math.min(edges.size(), Incident.MOST_EDGES)),
                Math.max(0, edges.size() - Incident.MOST_EDGES),
                trees.subList(0, Math.min(trees.size(), Incident.MOST_TREES)));
    }

    private static long latest(List<Fact> cluster) {
        return cluster.stream().mapToLong(Fact::time).max().orElseThrow();
    }

    private static List<String> ids(List<Fact> cluster, boolean findings) {
        return cluster.stream()
                .filter(fact -> fact.isFinding() == findings)
                .map(Fact::of)
                .distinct()
                .toList();
    }

    private static List<String> all(List<Fact> cluster, Function<Fact, Collection<String>> part) {
        return cluster.stream()
                .flatMap(fact -> part.apply(fact).stream())
                .distinct()
                .sorted()
                .toList();
    }
}
