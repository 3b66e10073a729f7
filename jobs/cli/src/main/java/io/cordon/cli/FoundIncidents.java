package io.cordon.cli;

import io.cordon.cli.story.Ordered;
import io.cordon.cli.story.StoryPage;
import io.cordon.engine.edge.Edge;
import io.cordon.engine.edge.Sighting;
import io.cordon.engine.finding.Evidence;
import io.cordon.engine.finding.Finding;
import io.cordon.engine.incident.AttackGraph;
import io.cordon.engine.incident.Clue;
import io.cordon.engine.incident.Clues;
import io.cordon.engine.incident.Fact;
import io.cordon.engine.incident.Facts;
import io.cordon.engine.incident.Families;
import io.cordon.engine.incident.HeapIncidents;
import io.cordon.engine.incident.IncidentLimits;
import io.cordon.engine.incident.Lines;
import io.cordon.engine.indicator.Derivation;
import io.cordon.engine.indicator.IndicatorLimits;
import io.cordon.engine.indicator.Spared;
import io.cordon.engine.indicator.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the findings and edges of a replay make together. */
final class FoundIncidents {
    private final List<AttackGraph> graphs;
    private final Map<String, Clue> clues = new HashMap<>();
    private final Lines lines;

    FoundIncidents(HeapEngine engine, List<Finding> findings, List<Edge> edges) {
        Map<String, Families> known = new HashMap<>();
        Function<String, Families> families = endpoint -> known.computeIfAbsent(endpoint, engine::families);
        HeapIncidents incidents = new HeapIncidents(ReadRecords.TENANT, IncidentLimits.DEFAULT);
        Facts facts = new Facts(families);
        this.lines = Lines.of(families);
        for (Finding finding : findings) {
            // How rare something is, a replay has not seen enough to tell.
            apply(facts.of(finding, null), incidents);
            Clue clue = Clues.of(finding, null);
            if (clue != null) {
                clues.put(clue.id(), clue);
            }
        }
        edges.forEach(edge -> facts.of(edge).forEach(fact -> apply(fact, incidents)));
        incidents.judge(engine.time());
        Map<String, Finding> findingsById = findings.stream().collect(Collectors.toMap(Finding::id, one -> one));
        Map<String, Edge> edgesById = edges.stream().collect(Collectors.toMap(Edge::id, one -> one));
        this.graphs = incidents.incidents().stream()
                .map(incident -> AttackGraph.of(incident, families, findingsById, edgesById))
                .toList();
    }

    private static void apply(@Nullable Fact fact, HeapIncidents incidents) {
        if (fact != null) {
            incidents.apply(fact.id(), fact, Long.MIN_VALUE / 2);
        }
    }

    int size() {
        return graphs.size();
    }

    /** One a line. */
    void write(Path file, Orders orders) throws IOException {
        Files.write(
                file,
                graphs.stream()
                        .map(graph -> IncidentJson.of(graph, upon(graph, orders)))
                        .toList());
    }

    /** What the incidents are known by elsewhere, one a line; returns how many. */
    int writeIndicators(Path file) throws IOException {
        Derivation derivation = new Derivation(IndicatorLimits.DEFAULT, Spared.builtIn());
        List<String> indicators = graphs.stream()
                .map(graph -> derivation.of(graph.incident(), clues::get, lines, Verdict.NONE))
                .flatMap(derived -> derived.indicators().stream())
                .map(IndicatorJson::of)
                .toList();
        Files.write(file, indicators);
        return indicators.size();
    }

    /** The ids of all events that the incidents rest on. */
    Set<String> events() {
        Set<String> events = new HashSet<>();
        for (AttackGraph graph : graphs) {
            graph.findings().stream()
                    .flatMap(finding -> finding.evidence().stream())
                    .map(Evidence::event)
                    .forEach(events::add);
            graph.edges().stream()
                    .flatMap(edge -> edge.evidence().stream())
                    .map(Sighting::event)
                    .forEach(events::add);
        }
        return events;
    }

    private static List<Ordered> upon(AttackGraph graph, Orders orders) {
        return orders.upon(graph.findings().stream().map(Finding::id).collect(Collectors.toSet()));
    }

    /** A page each, by the incident's id. */
    void tell(Path folder, Map<String, List<String>> events, Orders orders) throws IOException {
        Files.createDirectories(folder);
        for (AttackGraph graph : graphs) {
            Path page = folder.resolve(graph.incident().id() + ".html");
            Files.writeString(page, StoryPage.of(graph, events, upon(graph, orders)), StandardCharsets.UTF_8);
        }
    }
}
