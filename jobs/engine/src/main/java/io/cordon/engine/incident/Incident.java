package io.cordon.engine.incident;

import io.cordon.engine.rule.Rule;
import java.util.List;
import java.util.Objects;

/**
 * Findings that hang together, in one version of what is known of them.
 *
 * @param id derived from its earliest finding, whatever came first
 * @param version counts up from 1 for one id
 * @param into the incident that it goes on as, where it was merged; else empty
 * @param score from 1 to 100
 * @param level the highest of its findings' rules
 * @param tactics ATT&amp;CK tactics, sorted
 * @param techniques ATT&amp;CK technique ids, sorted
 * @param endpoints where it happened, sorted
 * @param first when the earliest of it happened, in µs
 * @param last when the latest of it happened, in µs
 * @param findings their ids, in the order in which they were complete; at most {@value #MOST_FINDINGS}
 * @param findingsOmitted how many beyond these there are
 * @param edges their ids, likewise; at most {@value #MOST_EDGES}
 * @param trees the process trees that it runs through
 */
public record Incident(
        String tenant,
        String id,
        int version,
        State state,
        String into,
        int score,
        Rule.Level level,
        List<String> tactics,
        List<String> techniques,
        List<String> endpoints,
        long first,
        long last,
        List<String> findings,
        int findingsOmitted,
        List<String> edges,
        int edgesOmitted,
        List<String> trees) {

    public static final int MOST_FINDINGS = 4_000;
    public static final int MOST_EDGES = 500;
    static final int MOST_TREES = 1_000;

    public Incident {
        tactics = List.copyOf(tactics);
        techniques = List.copyOf(techniques);
        endpoints = List.copyOf(endpoints);
        findings = List.copyOf(findings);
        edges = List.copyOf(edges);
        trees = List.copyOf(trees);
    }

    public enum State {
        /** More may join it. */
        OPEN,
        /** It was quiet for long enough; what comes is another incident. */
        ENDED,
        /** It goes on as another, with which it turned out to be one. */
        MERGED,
        /** All of its findings were taken back. */
        RETRACTED
    }

    Incident version(int number) {
        return new Incident(
                tenant,
                id,
                number,
                state,
                into,
                score,
                level,
                tactics,
                techniques,
                endpoints,
                first,
                last,
                findings,
                findingsOmitted,
                edges,
                edgesOmitted,
                trees);
    }

    /** What is gone under an id: only that it is. */
    static Incident gone(String tenant, String id, State state, String into) {
        return new Incident(
                tenant,
                id,
                0,
                state,
                into,
                0,
                Rule.Level.INFORMATIONAL,
                List.of(),
                List.of(),
                List.of(),
                0,
                0,
                List.of(),
                0,
                List.of(),
                0,
                List.of());
    }

    /** A number that any JVM makes of the same content. */
    int digest() {
        return Objects.hash(
                state.name(),
                into,
                score,
                tactics,
                techniques,
                endpoints,
                first,
                last,
                findings,
                findingsOmitted,
                edges,
                trees);
    }
}
