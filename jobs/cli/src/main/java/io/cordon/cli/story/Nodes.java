package io.cordon.cli.story;

import io.cordon.engine.edge.Edge;
import io.cordon.engine.edge.Sighting;
import io.cordon.engine.edge.Trace;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.finding.Evidence;
import io.cordon.engine.finding.Finding;
import io.cordon.engine.incident.AttackGraph;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An incident's graph as the boxes and arrows that it could be drawn with. */
final class Nodes {
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final List<Arrow> arrows = new ArrayList<>();
    /** Findings of which no process is known. */
    private final List<Finding> homeless = new ArrayList<>();

    private final Clocks clocks;

    /** An edge between two boxes. */
    record Arrow(Edge edge, Node from, Node to) {}

    Nodes(AttackGraph graph) {
        this.clocks = new Clocks(graph.edges());
        long earliest = graph.incident().first();
        Map<String, String> callers = callers(graph.edges());
        for (AttackGraph.ProcessNode process : graph.processes()) {
            String key = Node.key(process.endpoint(), process.entity());
            String image = process.image().isEmpty() ? callers.getOrDefault(key, "") : process.image();
            String name = image.isEmpty() ? "process " + pid(process) : Words.name(image);
            long time = process.start() == EndpointEvent.ABSENT ? earliest : process.start();
            nodes.put(key, node(key, process.endpoint(), Words.visible(name), time, process));
        }
        for (Node node : List.copyOf(nodes.values())) {
            String parent = Objects.requireNonNull(node.process).parent();
            Node above = parent.isEmpty() ? null : nodes.get(Node.key(node.endpoint, parent));
            if (above != null && above != node) {
                node.parent = above;
            }
        }
        graph.findings().forEach(this::place);
        graph.edges().forEach(this::join);
    }

    /** What edges know of processes whose start was not recorded: their images. */
    private static Map<String, String> callers(Collection<Edge> edges) {
        Map<String, String> images = new HashMap<>();
        edges.forEach(edge -> images.put(
                Node.key(edge.source().endpoint(), edge.source().process()),
                edge.source().image()));
        return images;
    }

    private Node node(String key, String endpoint, String label, long time, AttackGraph.@Nullable ProcessNode process) {
        return new Node(key, endpoint, label, time, time + clocks.shift(endpoint), process);
    }

    Clocks clocks() {
        return clocks;
    }

    private static String pid(AttackGraph.ProcessNode process) {
        return process.pid() == EndpointEvent.ABSENT ? process.entity() : Long.toString(process.pid());
    }

    Collection<Node> all() {
        return nodes.values();
    }

    List<Arrow> arrows() {
        return arrows;
    }

    List<Finding> homeless() {
        return homeless;
    }

    /** A finding belongs to the last process that it rests on: that completes it. */
    private void place(Finding finding) {
        Node node = null;
        for (Evidence evidence : finding.evidence()) {
            Node at = evidence.entity() == null ? null : nodes.get(Node.key(evidence.endpoint(), evidence.entity()));
            node = at == null ? node : at;
        }
        if (node == null) {
            homeless.add(finding);
        } else {
            node.findings.add(finding);
        }
    }

    private void join(Edge edge) {
        Node from = source(edge);
        Edge.Target target = edge.target();
        List<Node> started =
                target.started().stream().map(one -> started(edge, one)).toList();
        if (target.object().isEmpty()) {
            started.forEach(to -> arrow(edge, from, to));
            return;
        }
        Node object = made(
                "object " + edge.id(),
                target.endpoint(),
                Words.lower(edge.mechanism()) + ' ' + Words.visible(Words.name(target.object())),
                time(edge, target.endpoint()));
        arrow(edge, from, object);
        started.stream().filter(to -> to.parent == null).forEach(to -> to.parent = object);
    }

    private void arrow(Edge edge, Node from, Node to) {
        from.isEdgeEnd = true;
        to.isEdgeEnd = true;
        arrows.add(new Arrow(edge, from, to));
    }

    private Node source(Edge edge) {
        Edge.Source source = edge.source();
        Node known = nodes.get(Node.key(source.endpoint(), source.process()));
        if (known != null) {
            return known;
        }
        String name = source.image().isEmpty() ? "not known who" : Words.name(source.image());
        String endpoint = source.endpoint().isEmpty() ? source.address() : source.endpoint();
        return made(
                "caller " + endpoint + source.process() + name, endpoint, Words.visible(name), time(edge, endpoint));
    }

    private Node started(Edge edge, Trace.Started one) {
        String endpoint = edge.target().endpoint();
        Node known = nodes.get(Node.key(endpoint, one.process()));
        return known != null
                ? known
                : made(
                        "started " + edge.id() + one.seen().event(),
                        endpoint,
                        Words.visible(Words.name(one.image())),
                        one.seen().time());
    }

    private Node made(String key, String endpoint, String label, long time) {
        return nodes.computeIfAbsent(key, none -> node(key, endpoint, label, time, null));
    }

    private static long time(Edge edge, String endpoint) {
        return edge.evidence().stream()
                .filter(seen -> seen.endpoint().equals(endpoint))
                .mapToLong(Sighting::time)
                .min()
                .orElseGet(() -> edge.evidence().get(0).time());
    }

    /** The endpoints, the one at which it began first. */
    List<String> lanes() {
        Map<String, Long> firsts = new TreeMap<>();
        nodes.values().forEach(node -> firsts.merge(node.endpoint, node.drawnAt, Math::min));
        return firsts.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<String, Long> lane) -> isOnlyTarget(lane.getKey()))
                        .thenComparing(Map.Entry.comparingByValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Clocks differ between endpoints: where an edge ends is below where it began, whatever they say. */
    private boolean isOnlyTarget(String endpoint) {
        return arrows.stream().anyMatch(arrow -> arrow.to().endpoint.equals(endpoint))
                && arrows.stream().noneMatch(arrow -> arrow.from().endpoint.equals(endpoint));
    }
}
