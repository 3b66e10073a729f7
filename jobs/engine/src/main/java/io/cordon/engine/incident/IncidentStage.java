package io.cordon.engine.incident;

import io.cordon.engine.finding.FindingId;
import io.cordon.engine.incident.Incident.State;
import io.cordon.engine.incident.IncidentStore.Said;
import io.cordon.engine.rule.Rule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
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

        /** An incident was judged anew, or is gone, whether or not that is news. */
        default void judged(Incident incident) {}

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
            store.board().ties().changed(id);
        } else if (isPast(clue.fact().time(), now)) {
            out.counted(IncidentCounter.FACT_LATE);
        } else {
            store.clues().put(id, clue);
            store.board().ties().changed(id);
        }
    }

    /** Takes in where a process stands. */
    public void apply(Link link, IncidentStore store) {
        Link before = store.links().get(link.id());
        store.links().put(link.id(), link);
        if (before == null || !link.says(before)) {
            store.board().ties().moved(link.id());
        }
    }

    /** Has an incident judged again though no fact of it changed. */
    public void again(String incident, IncidentStore store) {
        Said said = store.said().get(incident);
        if (said != null) {
            said.anchors().forEach(store.board().ties()::changed);
        }
    }

    /** Takes in how rare it is that a process was started by what started it. */
    public void rate(String endpoint, String entity, double rarity, IncidentStore store) {
        String id = Link.id(endpoint, entity);
        store.rarities().put(id, rarity);
        store.board().ties().moved(id);
    }

    /**
     * Says what is news of incidents, ends those that were quiet for long enough, and forgets what nothing can join any more. Only what
     * changed is judged, with all that it may hang together with.
     */
    public void judge(String tenant, long now, IncidentStore store, Out out) {
        Board board = store.board();
        board.wake(now);
        board.place(store);
        evict(board, store, out);
        Ties.Reach reach = board.ties().reach();
        board.unsettle(reach.ids());
        List<Fact> past = new ArrayList<>();
        for (List<Fact> cluster : Clustering.of(reach.facts(), limits)) {
            long last = latest(cluster);
            boolean hasEnded = now - last > limits.quiet();
            List<String> anchors = cluster.stream()
                    .filter(Fact::isFinding)
                    .limit(MOST_ANCHORS)
                    .map(Fact::id)
                    .toList();
            if (!anchors.isEmpty()) {
                Incident incident = incident(tenant, anchors.get(0), cluster, hasEnded);
                board.put(cluster, incident.id());
                say(incident, anchors, last, store, out);
                out.judged(incident);
            }
            if (isPast(last, now)) {
                cluster.forEach(fact -> store.clues().remove(fact.id()));
                past.addAll(cluster);
            } else {
                board.due(cluster.get(0).id(), last + limits.quiet() + (hasEnded ? limits.lateness() : 0));
            }
        }
        board.anchored(reach.ids()).forEach(id -> follow(tenant, id, now, store, out));
        board.forget(past);
    }

    /** Says what has become of an incident that does not stand any more, and forgets one when nothing can bring it back. */
    private void follow(String tenant, String id, long now, IncidentStore store, Out out) {
        Board board = store.board();
        Said said = Objects.requireNonNull(store.said().get(id));
        if (!id.equals(board.incident(said.anchors().get(0)))) {
            String survivor = said.anchors().stream()
                    .map(board::incident)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse("");
            State state = survivor.isEmpty() ? State.RETRACTED : State.MERGED;
            Incident gone = Incident.gone(tenant, id, state, survivor);
            say(gone, said.anchors(), said.last(), store, out);
            out.judged(gone);
        }
        // What was taken back may be told again, and goes on with its versions.
        if (!isPast(said.last(), now)) {
            board.due(said.anchors().get(0), said.last() + limits.quiet() + limits.lateness());
        } else if (said.anchors().stream().allMatch(anchor -> store.clues().get(anchor) == null)) {
            store.said().remove(id);
            board.lift(id, said.anchors());
        }
    }

    private void evict(Board board, IncidentStore store, Out out) {
        for (String oldest = board.ties().beyond(limits.mostFacts());
                oldest != null;
                oldest = board.ties().beyond(limits.mostFacts())) {
            store.clues().remove(oldest);
            board.ties().changed(oldest);
            board.place(store);
            out.counted(IncidentCounter.FACT_EVICTED);
        }
    }

    /** Whether nothing can join any more what happened last at a time. */
    private boolean isPast(long time, long now) {
        return now - limits.quiet() - limits.lateness() > time;
    }

    /**
     * Forgets where processes stand that nothing is said of, and returns whether anything is kept.
     *
     * @param append how far Kafka's append time has come, in µs
     */
    public boolean sweep(long append, IncidentStore store) {
        store.board().place(store);
        Set<String> needed = store.board().ties().links();
        boolean isEmpty = needed.isEmpty();
        for (String id : store.links().keys()) {
            Link link = needed.contains(id) ? null : store.links().get(id);
            if (link != null && link.told() < append - limits.links()) {
                store.links().remove(id);
            } else {
                isEmpty = false;
            }
        }
        for (String id : store.rarities().keys()) {
            if (store.links().get(id) == null) {
                store.rarities().remove(id);
            }
        }
        return !isEmpty
                || store.clues().keys().iterator().hasNext()
                || store.said().keys().iterator().hasNext();
    }

    private static void say(Incident incident, List<String> anchors, long last, IncidentStore store, Out out) {
        Said before = store.said().get(incident.id());
        if (before != null && before.digest() == incident.digest()) {
            return;
        }
        int version = before == null ? 1 : before.version() + 1;
        if (before != null) {
            store.board().lift(incident.id(), before.anchors());
        }
        store.said().put(incident.id(), new Said(version, incident.digest(), incident.state(), anchors, last));
        store.board().anchor(incident.id(), anchors);
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
