package io.cordon.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cordon.cli.story.Ordered;
import io.cordon.engine.edge.Edge;
import io.cordon.engine.edge.Trace;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.finding.Evidence;
import io.cordon.engine.finding.Finding;
import io.cordon.engine.incident.AttackGraph;
import io.cordon.engine.incident.AttackGraph.ProcessNode;
import io.cordon.engine.incident.Incident;
import io.cordon.engine.rule.Rule;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** An incident as an OCSF 1.6 Detection Finding (class 2004): one line of JSON. Times are in milliseconds, as OCSF has them. */
final class IncidentJson {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CLASS = 2004;
    private static final int CATEGORY = 2;
    private static final int MOST_EVIDENCES = 500;

    private IncidentJson() {}

    static String of(AttackGraph graph, List<Ordered> orders) {
        Incident incident = graph.incident();
        boolean isOpen = incident.state() == Incident.State.OPEN;
        int activity = !isOpen ? 3 : incident.version() == 1 ? 1 : 2;
        ObjectNode line = JSON.createObjectNode();
        line.put("class_uid", CLASS).put("class_name", "Detection Finding");
        line.put("category_uid", CATEGORY).put("category_name", "Findings");
        line.put("activity_id", activity)
                .put("activity_name", List.of("Create", "Update", "Close").get(activity - 1));
        line.put("type_uid", CLASS * 100 + activity);
        line.put("time", millis(incident.last()));
        line.put("start_time", millis(incident.first())).put("end_time", millis(incident.last()));
        severity(line, incident.level());
        line.put("status_id", isOpen ? 1 : 99)
                .put("status", isOpen ? "New" : incident.state().name().toLowerCase(Locale.ROOT));
        line.put("risk_score", incident.score());
        line.put("is_alert", isOpen);
        ObjectNode metadata = line.putObject("metadata");
        metadata.put("version", "1.6.0").put("uid", incident.id()).put("tenant_uid", incident.tenant());
        metadata.putObject("product").put("name", "Cordon").put("vendor_name", "Cordon");
        info(line.putObject("finding_info"), graph);
        evidences(line.putArray("evidences"), graph);
        ArrayNode resources = line.putArray("resources");
        incident.endpoints()
                .forEach(endpoint -> resources
                        .addObject()
                        .put("uid", endpoint)
                        .put("name", endpoint)
                        .put("type", "Endpoint"));
        if (!orders.isEmpty()) {
            ArrayNode commands = line.putObject("unmapped").putArray("commands");
            orders.forEach(one -> command(commands.addObject(), one));
        }
        return line.toString();
    }

    /** OCSF has no place for what was done about a finding. */
    private static void command(ObjectNode node, Ordered one) {
        node.put("command_id", one.id())
                .put("finding", one.finding())
                .put("action", one.action())
                .put("endpoint", one.endpoint())
                .put("time", one.time())
                .put("sent", one.sent())
                .put("outcome", one.outcome());
        if (one.status() != 0) {
            node.put("status", one.status());
        }
        if (!one.escalates().isEmpty()) {
            node.put("escalates", one.escalates());
        }
    }

    private static void info(ObjectNode info, AttackGraph graph) {
        Incident incident = graph.incident();
        info.put("uid", incident.id());
        info.put("title", title(incident));
        info.put("first_seen_time", millis(incident.first())).put("last_seen_time", millis(incident.last()));
        attacks(info.putArray("attacks"), graph);
        ArrayNode analytics = info.putArray("related_analytics");
        Set<String> rules = new HashSet<>();
        for (Finding finding : graph.findings()) {
            Rule rule = finding.rule();
            if (rules.add(rule.id())) {
                analytics
                        .addObject()
                        .put("uid", rule.id())
                        .put("name", rule.title())
                        .put("type", "Rule")
                        .put("type_id", 1);
            }
        }
        ArrayNode related = info.putArray("related_events");
        graph.findings().forEach(finding -> related(related.addObject(), finding));
        info.put("related_events_count", graph.findings().size() + incident.findingsOmitted());
        graph(info.putObject("attack_graph"), graph);
    }

    private static String title(Incident incident) {
        return incident.findings().size() + incident.findingsOmitted() + " findings on "
                + String.join(", ", incident.endpoints());
    }

    /** Each rule's tactics with each of its techniques as its author tagged them: which belongs to which, tags do not say. */
    private static void attacks(ArrayNode attacks, AttackGraph graph) {
        for (String technique : graph.incident().techniques()) {
            Set<String> tactics = new TreeSet<>();
            graph.findings().stream()
                    .map(Finding::rule)
                    .filter(rule -> rule.techniques().contains(technique))
                    .forEach(rule -> tactics.addAll(rule.tactics()));
            ObjectNode attack = attacks.addObject();
            int dot = technique.indexOf('.');
            attack.putObject("technique").put("uid", dot < 0 ? technique : technique.substring(0, dot));
            if (dot >= 0) {
                attack.putObject("sub_technique").put("uid", technique);
            }
            if (!tactics.isEmpty()) {
                ArrayNode names = attack.putArray("tactics");
                tactics.forEach(tactic -> names.addObject().put("name", tactic));
            }
        }
    }

    private static void related(ObjectNode event, Finding finding) {
        event.put("uid", finding.id())
                .put("type_uid", CLASS * 100L + 1)
                .put("type_name", "Detection Finding: Create")
                .put("title", finding.rule().title())
                .put("first_seen_time", millis(finding.first()))
                .put("last_seen_time", millis(finding.last()));
        severity(event, finding.rule().level());
        ArrayNode attacks = event.putArray("attacks");
        finding.rule()
                .techniques()
                .forEach(technique -> attacks.addObject().putObject("technique").put("uid", technique));
    }

    private static void evidences(ArrayNode evidences, AttackGraph graph) {
        for (Finding finding : graph.findings()) {
            for (Evidence evidence : finding.evidence()) {
                if (evidences.size() >= MOST_EVIDENCES) {
                    return;
                }
                ObjectNode node = evidences.addObject();
                node.put("uid", evidence.event()).put("name", finding.rule().title());
                node.putObject("device").put("hostname", evidence.endpoint()).put("type_id", 0);
                if (evidence.entity() != null) {
                    node.putObject("process").put("uid", evidence.entity());
                }
                ObjectNode data = node.putObject("data");
                data.put("finding", finding.id()).put("time", millis(evidence.time()));
                ArrayNode positions = data.putArray("positions");
                evidence.positions().forEach(positions::add);
            }
        }
    }

    private static void graph(ObjectNode node, AttackGraph graph) {
        node.put("uid", graph.incident().id()).put("is_directed", true).put("type", "process tree across endpoints");
        ArrayNode nodes = node.putArray("nodes");
        ArrayNode edges = node.putArray("edges");
        Set<String> known = new HashSet<>();
        for (ProcessNode process : graph.processes()) {
            String uid = uid(process.endpoint(), process.entity());
            known.add(uid);
            process(nodes.addObject().put("uid", uid), process);
            if (!process.parent().isEmpty()) {
                edges.addObject()
                        .put("source", uid(process.endpoint(), process.parent()))
                        .put("target", uid)
                        .put("relation", "started");
            }
        }
        graph.edges().forEach(edge -> crossing(edge, known, nodes, edges));
    }

    private static void process(ObjectNode node, ProcessNode process) {
        node.put("name", process.image()).put("type", "process");
        ObjectNode data = node.putObject("data");
        data.put("endpoint", process.endpoint())
                .put("cmd_line", process.commandLine())
                .put("user", process.user());
        if (process.pid() != EndpointEvent.ABSENT) {
            data.put("pid", process.pid());
        }
        if (process.start() != EndpointEvent.ABSENT) {
            data.put("created_time", millis(process.start()));
        }
        if (process.end() != EndpointEvent.ABSENT) {
            data.put("terminated_time", millis(process.end()));
        }
    }

    /** An edge from whoever called, through the object if there is one, to what came of it. */
    private static void crossing(Edge edge, Set<String> known, ArrayNode nodes, ArrayNode edges) {
        Edge.Source source = edge.source();
        String from = source.process().isEmpty()
                ? "caller " + (source.endpoint().isEmpty() ? source.address() : source.endpoint())
                : uid(source.endpoint(), source.process());
        node(from, source.image(), "caller", known, nodes);
        Edge.Target target = edge.target();
        String to = "object " + edge.id();
        if (!target.object().isEmpty()) {
            node(to, target.object(), edge.mechanism().name().toLowerCase(Locale.ROOT), known, nodes);
            crossing(edge, from, to, edges);
        }
        for (Trace.Started one : target.started()) {
            String started =
                    one.process().isEmpty() ? "started " + one.seen().event() : uid(target.endpoint(), one.process());
            node(started, one.image(), "process", known, nodes);
            if (target.object().isEmpty()) {
                crossing(edge, from, started, edges);
            } else {
                edges.addObject().put("source", to).put("target", started).put("relation", "started");
            }
        }
    }

    private static void node(String uid, String name, String type, Set<String> known, ArrayNode nodes) {
        if (known.add(uid)) {
            nodes.addObject().put("uid", uid).put("name", name).put("type", type);
        }
    }

    private static void crossing(Edge edge, String from, String to, ArrayNode edges) {
        ObjectNode node = edges.addObject();
        node.put("uid", edge.id()).put("name", edge.mechanism().name().toLowerCase(Locale.ROOT));
        node.put("source", from)
                .put("target", to)
                .put("relation", "executed-on")
                .put("is_directed", true);
        ObjectNode data = node.putObject("data").put("tier", edge.tier().name());
        ArrayNode techniques = data.putArray("techniques");
        edge.techniques().forEach(techniques::add);
        ArrayNode evidence = data.putArray("evidence");
        edge.evidence().forEach(seen -> evidence.add(seen.position()));
    }

    private static String uid(String endpoint, String entity) {
        return endpoint + ' ' + entity;
    }

    private static void severity(ObjectNode node, Rule.Level level) {
        int id = switch (level) {
            case INFORMATIONAL -> 1;
            case LOW -> 2;
            case MEDIUM -> 3;
            case HIGH -> 4;
            case CRITICAL -> 5;
        };
        String name = level.name().charAt(0) + level.name().substring(1).toLowerCase(Locale.ROOT);
        node.put("severity_id", id).put("severity", name);
    }

    private static long millis(long micros) {
        return Math.floorDiv(micros, 1_000L);
    }
}
