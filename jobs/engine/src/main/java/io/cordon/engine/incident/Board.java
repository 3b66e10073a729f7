package io.cordon.engine.incident;

import io.cordon.engine.incident.IncidentStore.Said;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one tenant beyond what is kept, so that only what changed is judged. It follows from what is kept, and a new one reads
 * that: then all has changed.
 */
public final class Board {
    private final Ties ties = new Ties();
    /** The incident that a finding or edge is in, by fact. */
    private final Map<String, String> incidents = new HashMap<>();
    /** The incidents that are known by a finding, by that. */
    private final Map<String, Set<String>> anchored = new HashMap<>();

    private final PriorityQueue<Due> queue = new PriorityQueue<>();
    /** When something becomes of a fact next, by fact. */
    private final Map<String, Long> due = new HashMap<>();

    private boolean isRead;

    /** When something becomes of a fact though none comes. */
    private record Due(long after, String fact) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            return after != other.after ? Long.compare(after, other.after) : fact.compareTo(other.fact);
        }
    }

    Ties ties() {
        return ties;
    }

    /** How many facts it knows. */
    public int size() {
        return ties.size();
    }

    /** Reads what is kept, if it did not yet, and places what changed. */
    void place(IncidentStore store) {
        if (!isRead) {
            isRead = true;
            store.clues().keys().forEach(ties::changed);
            for (String incident : store.said().keys()) {
                Said said = store.said().get(incident);
                if (said != null) {
                    said.anchors().forEach(ties::changed);
                    anchor(incident, said.anchors());
                }
            }
        }
        ties.place(store);
    }

    /** Has what is due by now judged again. */
    void wake(long now) {
        for (Due next = queue.peek(); next != null && next.after() < now; next = queue.peek()) {
            queue.remove();
            if (due.remove(next.fact(), next.after())) {
                ties.changed(next.fact());
            }
        }
    }

    /** Something becomes of a fact once the time is later than this. */
    void due(String fact, long after) {
        Long before = due.get(fact);
        if (before == null || before > after) {
            due.put(fact, after);
            queue.add(new Due(after, fact));
        }
    }

    /** Facts are in an incident. */
    void put(List<Fact> facts, String incident) {
        facts.forEach(fact -> incidents.put(fact.id(), incident));
    }

    @Nullable
    String incident(String fact) {
        return incidents.get(fact);
    }

    void anchor(String incident, List<String> anchors) {
        anchors.forEach(anchor ->
                anchored.computeIfAbsent(anchor, none -> new LinkedHashSet<>(2)).add(incident));
    }

    void lift(String incident, List<String> anchors) {
        for (String anchor : anchors) {
            anchored.computeIfPresent(
                    anchor, (name, known) -> known.remove(incident) && known.isEmpty() ? null : known);
        }
    }

    /** The incidents that are known by any of these. */
    Set<String> anchored(Collection<String> facts) {
        Set<String> found = new TreeSet<>();
        facts.forEach(fact -> found.addAll(anchored.getOrDefault(fact, Set.of())));
        return found;
    }

    /** Facts are not in an incident any more, until they are put in one. */
    void unsettle(Collection<String> facts) {
        facts.forEach(incidents::remove);
    }

    /** Forgets facts with all that they hang together with. */
    void forget(List<Fact> facts) {
        for (Fact fact : facts) {
            ties.forget(fact.id());
            incidents.remove(fact.id());
        }
    }
}
