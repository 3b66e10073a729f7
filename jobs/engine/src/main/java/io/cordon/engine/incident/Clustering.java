package io.cordon.engine.incident;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tells which facts hang together.
 *
 * <p>Facts are taken in the order of their times, whatever came first, so that the outcome is a function of the set. Each joins all that it
 * hangs with and that has not been quiet for too long by then; what has is ended and is never joined again. Sets are united by a forest of
 * indices with halved paths: almost linear in the number of facts.
 */
final class Clustering {
    private final IncidentLimits limits;
    private final List<Fact> facts;
    private final int[] above;
    /** By root: when something joined last. */
    private final long[] last;
    /** The fact that hung on it last, by tree. */
    private final Map<String, Integer> byTree = new HashMap<>();

    private final Map<String, Meeting> bySession = new HashMap<>();
    private final Map<String, Meeting> byCaller = new HashMap<>();

    /** Edges and findings that join each other, and not their like, by time. */
    private static final class Meeting {
        final TreeMap<Long, List<Integer>> edges = new TreeMap<>();
        final TreeMap<Long, List<Integer>> findings = new TreeMap<>();
    }

    private Clustering(Collection<Fact> facts, IncidentLimits limits) {
        this.limits = limits;
        this.facts = facts.stream().sorted(Fact.ORDER).toList();
        this.above = new int[facts.size()];
        this.last = new long[facts.size()];
    }

    /** The facts that hang together, each list and all lists in the order of time. */
    static List<List<Fact>> of(Collection<Fact> facts, IncidentLimits limits) {
        return new Clustering(facts, limits).clusters();
    }

    private List<List<Fact>> clusters() {
        for (int i = 0; i < facts.size(); i++) {
            above[i] = i;
            last[i] = facts.get(i).time();
            join(i);
        }
        Map<Integer, List<Fact>> byRoot = new TreeMap<>();
        for (int i = 0; i < facts.size(); i++) {
            byRoot.computeIfAbsent(root(i), root -> new ArrayList<>()).add(facts.get(i));
        }
        List<List<Fact>> clusters = new ArrayList<>(byRoot.values());
        clusters.sort((one, other) -> Fact.ORDER.compare(one.get(0), other.get(0)));
        return clusters;
    }

    private void join(int at) {
        Fact fact = facts.get(at);
        for (String tree : fact.trees()) {
            Integer other = byTree.put(tree, at);
            if (other != null) {
                unite(at, other);
            }
        }
        for (String session : fact.sessions()) {
            meet(at, fact.time(), bySession.computeIfAbsent(session, key -> new Meeting()), Long.MAX_VALUE);
        }
        if (!fact.caller().isEmpty()) {
            meet(at, fact.called(), byCaller.computeIfAbsent(fact.caller(), key -> new Meeting()), limits.near());
        }
        if (fact.isFinding()) {
            for (String endpoint : fact.endpoints()) {
                meet(at, fact.time(), byCaller.computeIfAbsent(endpoint, key -> new Meeting()), limits.near());
            }
        }
    }

    private void meet(int at, long time, Meeting meeting, long within) {
        boolean isFinding = facts.get(at).isFinding();
        TreeMap<Long, List<Integer>> others = isFinding ? meeting.edges : meeting.findings;
        long from = within == Long.MAX_VALUE ? Long.MIN_VALUE : time - within;
        long to = within == Long.MAX_VALUE ? Long.MAX_VALUE : time + within;
        others.subMap(from, true, to, true).values().forEach(those -> those.forEach(other -> unite(at, other)));
        (isFinding ? meeting.findings : meeting.edges)
                .computeIfAbsent(time, moment -> new ArrayList<>(1))
                .add(at);
    }

    private void unite(int at, int other) {
        int mine = root(at);
        int theirs = root(other);
        if (mine != theirs && facts.get(at).time() - last[theirs] <= limits.quiet()) {
            above[theirs] = mine;
            last[mine] = Math.max(last[mine], last[theirs]);
        }
    }

    private int root(int of) {
        int at = of;
        while (above[at] != at) {
            above[at] = above[above[at]];
            at = above[at];
        }
        return at;
    }
}
