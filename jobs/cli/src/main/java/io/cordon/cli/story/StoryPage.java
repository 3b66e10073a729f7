package io.cordon.cli.story;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.Mustache;
import io.cordon.cli.story.Detail.Found;
import io.cordon.engine.edge.Edge;
import io.cordon.engine.finding.Finding;
import io.cordon.engine.incident.AttackGraph;
import io.cordon.engine.incident.Incident;
import io.cordon.engine.rule.Rule;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * An incident as one HTML page that needs nothing else. It has no script: a click goes to a fragment, and the style shows what has that
 * name. So whatever attackers wrote, nothing of it can run.
 */
public final class StoryPage {
    private static final Mustache TEMPLATE = new DefaultMustacheFactory("io/cordon/cli/story").compile("story.html");
    private static final String HOMELESS = "findings of no process";

    private StoryPage() {}

    /** What the template reads. */
    private record Model(
            String title,
            String id,
            String from,
            String to,
            String state,
            int score,
            String level,
            String spread,
            String tactics,
            String techniques,
            List<String> omitted,
            Picture picture,
            List<Summary> rules,
            List<Command> orders,
            List<Detail> details) {
        @SuppressWarnings("UnusedMethod") // the template asks
        boolean hasOrders() {
            return !orders.isEmpty();
        }
    }

    /** An order and what came of it. */
    private record Command(String time, String action, String where, String rule, String outcome) {}

    /** A rule and where it found something. */
    private record Summary(
            String level, String rule, String techniques, String where, String first, int count, String id) {}

    /**
     * The page of an incident.
     *
     * @param events what its events say, line by line, by their ids; those that are missing are only named
     * @param orders what was ordered upon its findings
     */
    public static String of(AttackGraph graph, Map<String, List<String>> events, List<Ordered> orders) {
        Nodes nodes = new Nodes(graph);
        Selection selection = new Selection(nodes);
        Ids ids = new Ids();
        Incident incident = graph.incident();
        String title = "Incident: " + Words.count(graph.findings().size(), "finding", "findings") + " on "
                + Words.count(incident.endpoints().size(), "host", "hosts");
        Picture picture = new Layout(nodes, selection, ids).picture(title);
        if (!nodes.homeless().isEmpty()) {
            ids.of(HOMELESS);
        }
        StringWriter page = new StringWriter();
        TEMPLATE.execute(
                page,
                new Model(
                        title,
                        incident.id(),
                        Words.time(incident.first()),
                        Words.time(incident.last()),
                        Words.lower(incident.state()),
                        incident.score(),
                        Words.lower(incident.level()),
                        Words.visible(Words.listed(incident.endpoints())),
                        Words.visible(Words.listed(Tactics.sorted(incident.tactics()))),
                        Words.visible(Words.listed(incident.techniques())),
                        omitted(incident),
                        picture,
                        rules(nodes, selection, ids),
                        orders.stream().map(StoryPage::command).toList(),
                        details(graph, nodes, selection, ids, new Details(events, orders))));
        return page.toString();
    }

    private static Command command(Ordered one) {
        String beyond = one.escalates().isEmpty() ? "" : " (since " + one.escalates() + " was not carried out)";
        return new Command(
                Words.time(TimeUnit.MILLISECONDS.toMicros(one.time())),
                Words.visible(one.action()),
                Words.visible(one.endpoint()),
                Words.visible(one.rule()) + Words.visible(beyond),
                Words.visible(one.outcome()));
    }

    private static List<String> omitted(Incident incident) {
        return incident.findingsOmitted() + incident.edgesOmitted() == 0
                ? List.of()
                : List.of("Not shown for their number: "
                        + Words.count(incident.findingsOmitted(), "finding", "findings") + ", "
                        + Words.count(incident.edgesOmitted(), "edge", "edges") + ".");
    }

    private static List<Summary> rules(Nodes nodes, Selection selection, Ids ids) {
        Map<String, Summary> rules = new LinkedHashMap<>();
        Stream.concat(
                        nodes.all().stream()
                                .flatMap(node -> node.findings.stream()
                                        .map(finding -> summary(finding, node.label, ids.of(shown(node, selection))))),
                        nodes.homeless().stream().map(finding -> summary(finding, "", ids.of(HOMELESS))))
                .sorted(Comparator.comparing(Summary::first))
                .forEach(one -> rules.merge(
                        one.rule(),
                        one,
                        (first, more) -> new Summary(
                                first.level(),
                                first.rule(),
                                first.techniques(),
                                first.where(),
                                first.first(),
                                first.count() + 1,
                                first.id())));
        List<Summary> sorted = new ArrayList<>(rules.values());
        sorted.sort(Comparator.comparing(
                        (Summary one) -> Rule.Level.valueOf(one.level().toUpperCase(Locale.ROOT)))
                .reversed()
                .thenComparing(Summary::first));
        return sorted;
    }

    private static String shown(Node node, Selection selection) {
        if (selection.isDrawn(node)) {
            return node.key;
        }
        Node above = selection.drawnAncestor(node);
        return "folded " + (above == null ? Selection.lane(node.endpoint) : above.key);
    }

    private static Summary summary(Finding finding, String label, String id) {
        Rule rule = finding.rule();
        String where = Words.visible(Words.listed(finding.endpoints())) + (label.isEmpty() ? "" : " · " + label);
        return new Summary(
                Marks.level(rule),
                Words.visible(rule.title()),
                Words.visible(Words.listed(rule.techniques())),
                where,
                Words.time(finding.first()),
                1,
                id);
    }

    private static List<Detail> details(AttackGraph graph, Nodes nodes, Selection selection, Ids ids, Details details) {
        List<Detail> all = new ArrayList<>();
        for (Node node : nodes.all()) {
            if (selection.isDrawn(node)) {
                all.add(details.of(ids.of(node.key), node));
                folded(node.key, node.endpoint, selection, ids, details, all);
            }
        }
        nodes.lanes().forEach(endpoint -> folded(Selection.lane(endpoint), endpoint, selection, ids, details, all));
        for (Edge edge : graph.edges()) {
            if (ids.isShown("edge " + edge.id())) {
                all.add(details.of(ids.of("edge " + edge.id()), edge));
            }
        }
        if (!nodes.homeless().isEmpty()) {
            List<Found> found = details.findings(nodes.homeless());
            all.add(new Detail(
                    ids.of(HOMELESS),
                    "Findings whose process is not known",
                    "",
                    List.of(),
                    found,
                    List.of(),
                    List.of()));
        }
        return all;
    }

    private static void folded(
            String key, String endpoint, Selection selection, Ids ids, Details details, List<Detail> all) {
        List<Node> folded = selection.folded(key);
        if (!folded.isEmpty()) {
            all.add(details.folded(ids.of("folded " + key), Objects.requireNonNull(endpoint), folded));
        }
    }
}
