package io.cordon.cli.story;

import io.cordon.cli.story.Detail.Found;
import io.cordon.cli.story.Detail.Line;
import io.cordon.cli.story.Detail.Said;
import io.cordon.cli.story.Detail.Seen;
import io.cordon.engine.edge.Edge;
import io.cordon.engine.edge.Sighting;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.finding.Evidence;
import io.cordon.engine.finding.Finding;
import io.cordon.engine.incident.AttackGraph;
import io.cordon.engine.rule.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Words what clicks show. */
final class Details {
    private static final int LONGEST_COMMAND = 4_096;
    private static final int MOST_FINDINGS = 60;

    /** What events say, by their ids; where that is not at hand, only where they were read is shown. */
    private final Map<String, List<String>> events;

    private final List<Ordered> orders;

    Details(Map<String, List<String>> events, List<Ordered> orders) {
        this.events = events;
        this.orders = List.copyOf(orders);
    }

    Detail of(String id, Node node) {
        List<Said> facts = new ArrayList<>();
        AttackGraph.ProcessNode process = node.process;
        if (process == null) {
            say(facts, "Seen", Words.time(node.time));
        } else {
            say(facts, "Image", process.image());
            say(facts, "Command line", Words.cut(process.commandLine(), LONGEST_COMMAND));
            say(facts, "User", process.user());
            say(facts, "Integrity", process.integrity());
            say(facts, "Process id", process.pid() == EndpointEvent.ABSENT ? "" : Long.toString(process.pid()));
            say(facts, "Started by", process.parentImage());
            say(facts, process.startSeen() ? "Started" : "Start not recorded, first seen", Words.time(node.time));
            say(facts, "Ended", process.end() == EndpointEvent.ABSENT ? "" : Words.time(process.end()));
            say(facts, "Entity", process.entity());
            orders.stream()
                    .filter(one ->
                            one.endpoint().equals(node.endpoint) && one.entity().equals(process.entity()))
                    .forEach(one -> say(facts, "Ordered", one.action() + ": " + one.outcome()));
        }
        return new Detail(
                id, node.label, Words.visible(node.endpoint), facts, findings(node.findings), List.of(), List.of());
    }

    Detail of(String id, Edge edge) {
        List<Said> facts = new ArrayList<>();
        say(facts, "Tier", edge.tier().name() + ", " + meaning(edge));
        say(facts, "ATT&CK", Words.listed(edge.techniques()));
        say(
                facts,
                "From",
                end(
                        edge.source().endpoint(),
                        edge.source().address(),
                        edge.source().image()));
        say(facts, "To", end(edge.target().endpoint(), edge.target().object(), started(edge)));
        say(facts, "Keys seen", Words.listed(edge.keys()));
        edge.offset()
                .ifPresent(micros -> say(
                        facts,
                        "Clocks",
                        String.format(Locale.ROOT, "the source's runs %+.3f s against the target's", micros / 1e6)));
        List<Seen> seen = edge.evidence().stream().map(this::seen).toList();
        String where =
                Words.visible(edge.source().endpoint() + " to " + edge.target().endpoint());
        return new Detail(id, "Edge: " + Words.lower(edge.mechanism()), where, facts, List.of(), seen, List.of());
    }

    private static String meaning(Edge edge) {
        return switch (edge.tier()) {
            case T1 ->
                edge.passesLineage()
                        ? "both ends are proven: what runs at its end descends from its source"
                        : "both ends are proven";
            case T2 -> "the endpoint that called and what it reached are proven, a process on one side is not";
            case T3 -> "what was reached is proven, the caller by its address only";
            case T4 -> "only address and time";
        };
    }

    private static String started(Edge edge) {
        return Words.listed(
                edge.target().started().stream().map(one -> one.image()).toList());
    }

    private static String end(String... parts) {
        return String.join(
                " · ", Stream.of(parts).filter(part -> !part.isEmpty()).toList());
    }

    /** What is folded, each process a line. */
    Detail folded(String id, String endpoint, List<Node> nodes) {
        List<Line> lines = nodes.stream()
                .map(node -> new Line(
                        Words.time(node.time),
                        node.label,
                        node.process == null ? "" : Words.visible(Words.cut(node.process.commandLine(), 240)),
                        Words.visible(Words.listed(Marks.rules(node.findings).stream()
                                .map(Rule::title)
                                .toList()))))
                .toList();
        String title = Words.count(nodes.size(), "process that is not drawn", "processes that are not drawn");
        return new Detail(id, title, Words.visible(endpoint), List.of(), List.of(), List.of(), lines);
    }

    /** Findings by rule: of one rule the first is shown with its evidence, and how many more there are. */
    List<Found> findings(List<Finding> findings) {
        Map<String, List<Finding>> byRule = new LinkedHashMap<>();
        Marks.rules(findings).forEach(rule -> byRule.put(rule.id(), new ArrayList<>()));
        findings.forEach(finding -> byRule.computeIfAbsent(finding.rule().id(), none -> new ArrayList<>())
                .add(finding));
        return byRule.values().stream().limit(MOST_FINDINGS).map(this::found).toList();
    }

    private Found found(List<Finding> ofRule) {
        Finding first = ofRule.get(0);
        Rule rule = first.rule();
        String attack = Words.listed(Stream.concat(rule.techniques().stream(), rule.tactics().stream())
                .toList());
        List<Seen> seen = new ArrayList<>();
        ofRule.stream()
                .limit(3)
                .forEach(finding ->
                        finding.evidence().stream().limit(12).map(this::seen).forEach(seen::add));
        int more =
                ofRule.stream().mapToInt(finding -> finding.evidence().size()).sum() - seen.size();
        return new Found(
                Marks.level(rule),
                Words.visible(rule.title()),
                Words.visible(rule.id()),
                Words.visible(attack),
                Words.lower(first.state()),
                seen,
                more > 0 ? "and " + Words.count(more, "more event", "more events") : "");
    }

    private Seen seen(Evidence evidence) {
        return new Seen(
                Words.time(evidence.time()),
                Words.visible(evidence.endpoint()),
                Words.visible(evidence.positions().get(0)),
                says(evidence.event()));
    }

    private Seen seen(Sighting sighting) {
        return new Seen(
                Words.time(sighting.time()),
                Words.visible(sighting.endpoint()),
                Words.visible(sighting.position()),
                says(sighting.event()));
    }

    private List<String> says(String event) {
        return events.getOrDefault(event, List.of()).stream()
                .map(Words::visible)
                .toList();
    }

    private static void say(List<Said> facts, String name, String value) {
        if (!value.isEmpty()) {
            facts.add(new Said(name, Words.visible(value)));
        }
    }
}
