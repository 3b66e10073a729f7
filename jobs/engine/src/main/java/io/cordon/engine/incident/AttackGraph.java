package io.cordon.engine.incident;

import io.cordon.engine.edge.Edge;
import io.cordon.engine.finding.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * All that an incident's story tells: its processes across endpoints, what was found of them, and how it went from one to the next.
 *
 * @param processes of all trees that the incident runs through, by endpoint and start
 */
public record AttackGraph(Incident incident, List<ProcessNode> processes, List<Finding> findings, List<Edge> edges) {

    public AttackGraph {
        processes = List.copyOf(processes);
        findings = List.copyOf(findings);
        edges = List.copyOf(edges);
    }

    /**
     * A process.
     *
     * @param parent its parent in the same tree, or empty for the tree's root
     * @param image as far as texts are known; else empty
     * @param parentImage what started it, also where that is no part of the tree
     * @param pid or ABSENT
     * @param start on its endpoint's clock in µs: the start, else what is the first known of it; ABSENT where nothing is
     * @param startSeen whether its start was read
     * @param end or ABSENT
     */
    public record ProcessNode(
            String endpoint,
            String entity,
            String parent,
            String image,
            String commandLine,
            String user,
            String integrity,
            String parentImage,
            long pid,
            long start,
            boolean startSeen,
            long end) {
        static final Comparator<ProcessNode> ORDER =
                Comparator.comparing(ProcessNode::start).thenComparing(ProcessNode::entity);
    }

    /** Gathers what belongs to an incident. */
    public static AttackGraph of(
            Incident incident,
            Function<String, Families> endpoints,
            Map<String, Finding> findings,
            Map<String, Edge> edges) {
        Map<String, Families> families = new LinkedHashMap<>();
        incident.endpoints().forEach(endpoint -> families.put(endpoint, endpoints.apply(endpoint)));
        Set<String> trees = new HashSet<>(incident.trees());
        List<ProcessNode> processes = new ArrayList<>();
        families.values()
                .forEach(family -> trees.stream().sorted().map(family::members).forEach(processes::addAll));
        processes.sort(Comparator.comparing(ProcessNode::endpoint).thenComparing(ProcessNode.ORDER));
        return new AttackGraph(
                incident,
                processes,
                incident.findings().stream()
                        .filter(findings::containsKey)
                        .map(findings::get)
                        .toList(),
                incident.edges().stream()
                        .filter(edges::containsKey)
                        .map(edges::get)
                        .toList());
    }
}
