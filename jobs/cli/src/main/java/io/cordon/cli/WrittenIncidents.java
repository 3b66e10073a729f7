package io.cordon.cli;

import io.cordon.cli.story.Ordered;
import io.cordon.engine.edge.Edge;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.finding.Evidence;
import io.cordon.engine.finding.Finding;
import io.cordon.engine.incident.AttackGraph;
import io.cordon.engine.incident.Families;
import io.cordon.engine.incident.Incident;
import io.cordon.engine.incident.Incident.State;
import io.cordon.engine.tree.HeapStore;
import io.cordon.engine.tree.ProcessTree;
import io.cordon.schemas.Topics;
import io.cordon.streaming.wire.EdgeWire;
import io.cordon.streaming.wire.EventWire;
import io.cordon.streaming.wire.FindingWire;
import io.cordon.streaming.wire.IncidentWire;
import io.cordon.wire.Command;
import io.cordon.wire.CommandResponse;
import io.cordon.wire.EdgeState;
import io.cordon.wire.HeldOrder;
import io.cordon.wire.IncidentState;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The incidents that the detect job has written, and what their stories are made of. */
final class WrittenIncidents {
    /** Who started what is part of the story may have started before; what is older, only its children tell of. */
    private static final long BEFORE_MILLIS = TimeUnit.HOURS.toMillis(1);

    private final ClusterOptions cluster;
    private final TopicReader topics;
    private final Map<String, Incident> incidents = new HashMap<>();

    /** A story with what its events say, line by line, by their ids, and what was ordered. */
    record Told(AttackGraph graph, Map<String, List<String>> texts, List<Ordered> orders) {}

    WrittenIncidents(ClusterOptions cluster, TopicReader topics) {
        this.cluster = cluster;
        this.topics = topics;
        topics.read(Topics.INCIDENTS, io.cordon.wire.Incident.class, key -> true, (incident, append) -> {
            if (incident.getTenant().equals(cluster.tenant) && incident.getState() != IncidentState.unknown) {
                incidents.put(incident.getId(), IncidentWire.fromWire(incident));
            }
        });
    }

    /** Those that stand, the gravest first. */
    List<Incident> standing() {
        return incidents.values().stream()
                .filter(incident -> incident.state() == State.OPEN || incident.state() == State.ENDED)
                .sorted(Comparator.comparing(Incident::score)
                        .reversed()
                        .thenComparing(Incident::first)
                        .thenComparing(Incident::id))
                .toList();
    }

    /** The incident of an id, or of the only one that begins so; where it was merged, the one that it goes on as. */
    Incident of(String id) {
        return named(id, incidents, cluster.topic(Topics.INCIDENTS));
    }

    static Incident named(String id, Map<String, Incident> incidents, String topic) {
        List<String> named = incidents.keySet().stream()
                .filter(one -> one.startsWith(id))
                .sorted()
                .toList();
        if (named.size() != 1) {
            throw new CommandException(
                    named.isEmpty()
                            ? "there is no incident " + id + " in " + topic
                            : named.size() + " incidents begin with " + id);
        }
        Set<String> passed = new HashSet<>();
        String at = named.get(0);
        Incident incident = incidents.get(at);
        while (incident != null && incident.state() == State.MERGED && passed.add(at)) {
            at = incident.into();
            incident = incidents.get(at);
        }
        if (incident == null || incident.state() == State.MERGED) {
            throw new CommandException(
                    "incident " + named.get(0) + " goes on as " + at + ", which does not stand in " + topic);
        }
        if (incident.state() == State.RETRACTED) {
            throw new CommandException("incident " + at + " was taken back: none of its findings stands");
        }
        return incident;
    }

    /** Reads what an incident is made of. */
    Told told(Incident incident) {
        Set<String> wanted = new HashSet<>();
        long[] span = {Long.MAX_VALUE, Long.MIN_VALUE};
        Map<String, Finding> findings = new HashMap<>();
        Set<String> found = Set.copyOf(incident.findings());
        topics.read(Topics.FINDINGS, io.cordon.wire.Finding.class, found::contains, (finding, append) -> {
            findings.put(finding.getId(), FindingWire.fromWire(finding));
            finding.getEvidence().forEach(one -> span[0] = Math.min(span[0], one.getAppendTime() / 1_000));
            span[1] = Math.max(span[1], append);
        });
        Map<String, Edge> edges = new HashMap<>();
        Set<String> gone = Set.copyOf(incident.edges());
        topics.read(Topics.EDGES, io.cordon.wire.Edge.class, gone::contains, (edge, append) -> {
            if (edge.getState() == EdgeState.standing) {
                edges.put(edge.getId(), EdgeWire.fromWire(edge));
                span[1] = Math.max(span[1], append);
            }
        });
        findings.values()
                .forEach(finding ->
                        finding.evidence().stream().map(Evidence::event).forEach(wanted::add));
        edges.values().forEach(edge -> edge.evidence().forEach(seen -> wanted.add(seen.event())));
        Map<String, HeapStore> hosts = new HashMap<>();
        incident.endpoints().forEach(endpoint -> hosts.put(endpoint, new HeapStore()));
        Map<String, List<String>> texts = new HashMap<>();
        if (span[0] <= span[1]) {
            readEvents(hosts, wanted, texts, span[0] - BEFORE_MILLIS, span[1]);
        }
        Map<String, Families> families = new HashMap<>();
        hosts.forEach((endpoint, store) -> families.put(endpoint, new Families(endpoint, store)));
        return new Told(
                AttackGraph.of(incident, families::get, findings, edges), texts, orders(keys(hosts.keySet()), found));
    }

    private List<Ordered> orders(Set<String> endpoints, Set<String> findings) {
        Orders orders = new Orders(System.currentTimeMillis());
        topics.read(Topics.COMMANDS, Command.class, endpoints::contains, orders::take);
        topics.read(
                Topics.RESPONSES, CommandResponse.class, endpoints::contains, (answer, append) -> orders.take(answer));
        topics.read(Topics.HELD, HeldOrder.class, cluster.tenant::equals, (held, append) -> orders.take(held));
        topics.read(Topics.APPROVALS, Command.class, cluster.tenant::equals, (word, append) -> orders.said(word));
        return orders.upon(findings);
    }

    private Set<String> keys(Set<String> endpoints) {
        Set<String> keys = new HashSet<>();
        endpoints.forEach(endpoint -> keys.add(cluster.tenant + '/' + endpoint));
        return keys;
    }

    private void readEvents(
            Map<String, HeapStore> hosts, Set<String> wanted, Map<String, List<String>> texts, long from, long to) {
        Set<String> keys = keys(hosts.keySet());
        topics.read(
                Topics.ENDPOINT_EVENTS,
                io.cordon.wire.EndpointEvent.class,
                keys::contains,
                from,
                to,
                (wire, append) -> {
                    EndpointEvent event = EventWire.fromWire(wire);
                    HeapStore store = hosts.get(event.endpoint());
                    if (store != null) {
                        new ProcessTree(event.endpoint(), store).apply(event);
                    }
                    if (wanted.contains(event.id())) {
                        texts.putIfAbsent(event.id(), EventText.of(event));
                    }
                });
    }
}
