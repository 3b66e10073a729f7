package io.cordon.engine.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.condition.Condition;
import io.cordon.engine.edge.Edge;
import io.cordon.engine.edge.Mechanism;
import io.cordon.engine.edge.Sighting;
import io.cordon.engine.edge.Tier;
import io.cordon.engine.edge.Trace;
import io.cordon.engine.event.Activity;
import io.cordon.engine.event.Clock;
import io.cordon.engine.event.Column;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.finding.Evidence;
import io.cordon.engine.finding.Finding;
import io.cordon.engine.rule.Response;
import io.cordon.engine.rule.Rule;
import io.cordon.engine.rule.Scope;
import io.cordon.engine.tree.HeapStore;
import io.cordon.engine.tree.ProcessTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** What processes started, what was found of them, and what went from one host to the next; times in minutes. */
final class HostStory {
    static final String EXPLORER = "C:\\Windows\\explorer.exe";
    private static final long MINUTE = 60_000_000L;
    private static final long BEGIN = 1_714_550_400_000_000L;
    private static final int ORDERS = 20;

    private final Map<String, HeapStore> hosts = new HashMap<>();
    private final List<EndpointEvent> starts = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final List<Edge> edges = new ArrayList<>();

    HostStory starts(String host, int at, String entity, String parent, String parentImage) {
        return starts(host, at, entity, parent, parentImage, "0x3e7");
    }

    HostStory starts(String host, int at, String entity, String parent, String parentImage, String session) {
        EndpointEvent start = start(host, at, entity, parent, parentImage, "C:\\" + entity + ".exe", session);
        starts.add(start);
        new ProcessTree(host, hosts.computeIfAbsent(host, none -> new HeapStore())).apply(start);
        return this;
    }

    static EndpointEvent start(
            String host, int at, String entity, String parent, String parentImage, String image, String session) {
        return EndpointEvent.builder()
                .endpoint(host)
                .id("start " + entity)
                .position("start " + entity)
                .time(time(at), Clock.UTC)
                .activity(Activity.PROCESS_START)
                .process(entity, entity.hashCode() & 0xffff)
                .parent(parent, parent.hashCode() & 0xffff)
                .column(Column.EXECUTABLE, image)
                .column(Column.PARENT_EXECUTABLE, parentImage)
                .column(Column.LOGON_ID, session)
                .build();
    }

    HostStory found(String host, int at, String entity) {
        return found(host, at, entity, Finding.State.CONFIRMED);
    }

    HostStory found(String host, int at, String entity, Finding.State state) {
        String id = "finding of " + entity + " at " + at;
        Evidence evidence = new Evidence(id, List.of(id), host, entity, 0, time(at), time(at));
        findings.add(new Finding(
                id,
                1,
                state,
                "default",
                rule(),
                "set",
                List.of(host),
                time(at),
                time(at),
                List.of(evidence),
                0,
                false,
                false,
                null,
                ""));
        return this;
    }

    private static Rule rule() {
        return new Rule(
                "r",
                "A rule",
                Rule.Language.SIGMA,
                "hash",
                Rule.Level.HIGH,
                Rule.Mode.AUDIT,
                List.of("execution"),
                List.of("T1059"),
                new Scope("", Set.of(), Set.of()),
                new Condition.Any(List.of()),
                Response.DEFAULT);
    }

    /** An edge from desk to server; no process or object where the name is empty. */
    HostStory goes(int at, Tier tier, Mechanism mechanism, String from, String object, String started) {
        List<Sighting> evidence =
                List.of(seen("desk", at, "call " + edges.size()), seen("server", at, "end " + edges.size()));
        edges.add(new Edge(
                "default",
                "edge " + edges.size(),
                mechanism,
                mechanism.techniques(),
                tier,
                new Edge.Source("desk", "10.1.0.5", from, ""),
                new Edge.Target(
                        "server",
                        object,
                        started.isEmpty() ? List.of() : List.of(new Trace.Started(evidence.get(1), started, ""))),
                List.of(),
                OptionalLong.empty(),
                evidence));
        return this;
    }

    private static Sighting seen(String host, int at, String event) {
        return new Sighting(event, event, host, time(at), Clock.UTC);
    }

    static long time(int minutes) {
        return BEGIN + minutes * MINUTE;
    }

    List<EndpointEvent> starts() {
        return starts;
    }

    List<Finding> findings() {
        return findings;
    }

    List<Edge> edges() {
        return edges;
    }

    /** The incidents; the same by what is told of processes one by one, in any order. */
    List<Incident> incidents() {
        List<Incident> placed = placed();
        for (long seed = 0; seed < ORDERS; seed++) {
            assertThat(new ToldStory(this, seed).incidents())
                    .as("seed %d", seed)
                    .isEqualTo(content(placed));
        }
        return placed;
    }

    /** Incidents but for how often they were told. */
    static List<Incident> content(List<Incident> incidents) {
        return incidents.stream().map(incident -> incident.version(1)).toList();
    }

    private List<Incident> placed() {
        Map<String, Families> families = new HashMap<>();
        Facts facts = new Facts(host -> families.computeIfAbsent(
                host, name -> new Families(name, hosts.computeIfAbsent(name, none -> new HeapStore()))));
        HeapIncidents incidents = new HeapIncidents("default", IncidentLimits.DEFAULT);
        for (Finding finding : findings) {
            incidents.apply(finding.id(), facts.of(finding, null), 0);
        }
        edges.forEach(edge -> facts.of(edge).forEach(fact -> incidents.apply(fact.id(), fact, 0)));
        incidents.judge(0);
        return incidents.incidents();
    }
}
