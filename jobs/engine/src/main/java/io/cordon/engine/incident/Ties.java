package io.cordon.engine.incident;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A tenant's facts, with where their processes stand now, by what they hang on: so that what changed is judged with all that it may hang
 * together with, and nothing else is.
 */
final class Ties {
    private final Map<String, Placed> placed = new HashMap<>();
    private final TreeSet<Fact> byTime = new TreeSet<>(Fact.ORDER);
    private final Map<String, Knot> byTree = new HashMap<>();
    private final Map<String, Knot> bySession = new HashMap<>();
    private final Map<String, Knot> byCaller = new HashMap<>();
    /** The facts whose place rests on what a link says, or on its not being known. */
    private final Map<String, Set<String>> byLink = new HashMap<>();

    /** The facts to be placed anew. */
    private final Set<String> changed = new LinkedHashSet<>();
    /** The facts to be judged anew, some of which may be gone. */
    private final Set<String> touched = new LinkedHashSet<>();

    /** A fact and the links that its place rests on. */
    private record Placed(Fact fact, Set<String> links) {}

    /** The facts that hang on one thing. */
    private record Knot(Set<String> findings, Set<String> edges) {
        Knot() {
            this(new LinkedHashSet<>(), new LinkedHashSet<>());
        }

        Set<String> like(Fact fact) {
            return fact.isFinding() ? findings : edges;
        }

        Set<String> unlike(Fact fact) {
            return fact.isFinding() ? edges : findings;
        }
    }

    /** Facts with all that they may hang together with, and the ids of those and of what is gone. */
    record Reach(List<Fact> facts, Set<String> ids) {}

    /** A fact is there, is another by now, or is gone. */
    void changed(String fact) {
        changed.add(fact);
    }

    /** A process stands elsewhere. */
    void moved(String link) {
        changed.addAll(byLink.getOrDefault(link, Set.of()));
    }

    /** What changed is placed where its processes stand now. */
    void place(IncidentStore store) {
        for (String id : changed) {
            touched.add(id);
            Placed old = placed.get(id);
            if (old != null) {
                tied(old.fact(), touched::addAll);
                forget(id);
            }
            Clue clue = store.clues().get(id);
            if (clue != null) {
                keep(placed(clue, store));
            }
        }
        changed.clear();
    }

    private static Placed placed(Clue clue, IncidentStore store) {
        Map<String, Optional<Link>> asked = new HashMap<>();
        Map<String, Kin> kin = new HashMap<>();
        Fact fact = clue.placed(endpoint -> kin.computeIfAbsent(
                endpoint,
                name -> new Kin(
                        name,
                        entity -> asked.computeIfAbsent(
                                        Link.id(name, entity),
                                        id -> Optional.ofNullable(store.links().get(id)))
                                .orElse(null))));
        Double rarest = clue.processes().stream()
                .map(process -> store.rarities().get(Link.id(process.endpoint(), process.entity())))
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
        return new Placed(rarest == null ? fact : fact.rated(rarest), asked.keySet());
    }

    private void keep(Placed one) {
        Fact fact = one.fact();
        placed.put(fact.id(), one);
        byTime.add(fact);
        fact.trees().forEach(tree -> tie(byTree, tree, fact));
        fact.sessions().forEach(session -> tie(bySession, session, fact));
        callers(fact).forEach(caller -> tie(byCaller, caller, fact));
        one.links()
                .forEach(link ->
                        byLink.computeIfAbsent(link, none -> new HashSet<>(2)).add(fact.id()));
    }

    /** Forgets a fact, and with it nothing that would be judged differently. */
    void forget(String id) {
        Placed gone = placed.remove(id);
        if (gone == null) {
            return;
        }
        Fact fact = gone.fact();
        byTime.remove(fact);
        fact.trees().forEach(tree -> cut(byTree, tree, fact));
        fact.sessions().forEach(session -> cut(bySession, session, fact));
        callers(fact).forEach(caller -> cut(byCaller, caller, fact));
        for (String link : gone.links()) {
            byLink.computeIfPresent(link, (name, facts) -> facts.remove(id) && facts.isEmpty() ? null : facts);
        }
    }

    int size() {
        return placed.size();
    }

    /** The fact that happened first, where there are more than a number. */
    @Nullable
    String beyond(int most) {
        return placed.size() > most ? byTime.first().id() : null;
    }

    /** The links that some fact's place rests on. */
    Set<String> links() {
        return Collections.unmodifiableSet(byLink.keySet());
    }

    /** What changed since this was last asked, and all whose judgement that may change. */
    Reach reach() {
        Set<String> ids = new LinkedHashSet<>(touched);
        touched.clear();
        Deque<String> next = new ArrayDeque<>(ids);
        Set<Set<String>> passed = Collections.newSetFromMap(new IdentityHashMap<>());
        while (!next.isEmpty()) {
            Placed at = placed.get(next.remove());
            if (at != null) {
                tied(at.fact(), facts -> {
                    if (passed.add(facts)) {
                        facts.stream().filter(ids::add).forEach(next::add);
                    }
                });
            }
        }
        List<Fact> facts = ids.stream()
                .map(placed::get)
                .filter(Objects::nonNull)
                .map(Placed::fact)
                .toList();
        return new Reach(facts, ids);
    }

    /** What may hang together with a fact: what shares its trees, and what meets it by session or caller. */
    private void tied(Fact fact, Consumer<Set<String>> facts) {
        for (String tree : fact.trees()) {
            Knot knot = byTree.get(tree);
            if (knot != null) {
                facts.accept(knot.findings());
                facts.accept(knot.edges());
            }
        }
        for (String session : fact.sessions()) {
            meet(bySession.get(session), fact, facts);
        }
        for (String caller : callers(fact)) {
            meet(byCaller.get(caller), fact, facts);
        }
    }

    private static void meet(@Nullable Knot knot, Fact fact, Consumer<Set<String>> facts) {
        if (knot != null) {
            facts.accept(knot.unlike(fact));
        }
    }

    /** The endpoints on which a fact meets those of the other kind: where it was found, or where somebody unknown called. */
    private static List<String> callers(Fact fact) {
        if (fact.isFinding()) {
            return fact.endpoints();
        }
        return fact.caller().isEmpty() ? List.of() : List.of(fact.caller());
    }

    private static void tie(Map<String, Knot> knots, String name, Fact fact) {
        knots.computeIfAbsent(name, none -> new Knot()).like(fact).add(fact.id());
    }

    private static void cut(Map<String, Knot> knots, String name, Fact fact) {
        Knot knot = knots.get(name);
        if (knot != null) {
            knot.like(fact).remove(fact.id());
            if (knot.findings().isEmpty() && knot.edges().isEmpty()) {
                knots.remove(name);
            }
        }
    }
}
