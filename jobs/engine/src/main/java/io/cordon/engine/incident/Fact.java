package io.cordon.engine.incident;

import io.cordon.engine.rule.Rule;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A finding, or one crossing of an edge, with what it hangs on: all that the incident stage knows of it. A later one with the same id
 * replaces it.
 *
 * @param id the finding's; an edge's crossings each have their own
 * @param of the id of the finding or edge
 * @param first when the earliest of it happened, in µs
 * @param time when it was complete, in µs; facts are taken in this order
 * @param trees the process trees and objects that it hangs on: facts that share one hang together
 * @param sessions the logon sessions that an edge reached, or that a finding's processes run in
 * @param caller the endpoint on which somebody unknown called, for an edge; else empty
 * @param called when that was, on the caller's clock
 * @param level the rule's; the lowest for an edge
 * @param rarity from 0 (everyday) to 1 (never seen); null where that is not known
 */
public record Fact(
        String id,
        Kind kind,
        String of,
        long first,
        long time,
        List<String> trees,
        List<String> sessions,
        String caller,
        long called,
        List<String> endpoints,
        Rule.Level level,
        List<String> tactics,
        List<String> techniques,
        @Nullable Double rarity) {
    static final Comparator<Fact> ORDER = Comparator.comparing(Fact::time).thenComparing(Fact::id);

    public Fact {
        trees = List.copyOf(trees);
        sessions = List.copyOf(sessions);
        endpoints = List.copyOf(endpoints);
        tactics = List.copyOf(tactics);
        techniques = List.copyOf(techniques);
    }

    /** What a fact is of. */
    public enum Kind {
        FINDING,
        EDGE
    }

    boolean isFinding() {
        return kind == Kind.FINDING;
    }

    /** The same with what it hangs on. */
    Fact hanging(List<String> onTrees, List<String> onSessions, String ofCaller) {
        return with(onTrees, onSessions, ofCaller, rarity);
    }

    /** The same where it is known how rare it is. */
    Fact rated(double known) {
        return with(trees, sessions, caller, known);
    }

    private Fact with(List<String> onTrees, List<String> onSessions, String ofCaller, @Nullable Double rated) {
        return new Fact(
                id,
                kind,
                of,
                first,
                time,
                onTrees,
                onSessions,
                ofCaller,
                called,
                endpoints,
                level,
                tactics,
                techniques,
                rated);
    }

    /** A number that any JVM makes of the same fact; an enum's own number differs between them. */
    int digest() {
        return Objects.hash(
                id,
                kind.name(),
                first,
                time,
                trees,
                sessions,
                caller,
                called,
                endpoints,
                level.name(),
                tactics,
                techniques,
                rarity);
    }
}
