package io.cordon.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cordon.engine.edge.Edge;
import io.cordon.engine.edge.Sighting;
import io.cordon.engine.edge.Trace;
import java.util.Locale;

/** An edge as replay writes it: one line of JSON. */
final class EdgeJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private EdgeJson() {}

    static String of(Edge edge) {
        ObjectNode line = JSON.createObjectNode();
        line.put("edge", edge.id());
        ArrayNode techniques = line.putArray("techniques");
        edge.techniques().forEach(techniques::add);
        line.put("mechanism", edge.mechanism().name().toLowerCase(Locale.ROOT));
        line.put("tier", edge.tier().name());
        line.put("passes_lineage", edge.passesLineage());
        source(line.putObject("source"), edge.source());
        target(line.putObject("target"), edge.target());
        ArrayNode keys = line.putArray("keys");
        edge.keys().forEach(keys::add);
        edge.offset().ifPresent(micros -> line.put("clock_offset_seconds", micros / 1e6));
        ArrayNode evidence = line.putArray("evidence");
        edge.evidence().stream().map(Sighting::position).forEach(evidence::add);
        return line.toString();
    }

    private static void source(ObjectNode node, Edge.Source source) {
        put(node, "endpoint", source.endpoint());
        put(node, "address", source.address());
        put(node, "entity", source.process());
        put(node, "image", source.image());
    }

    private static void target(ObjectNode node, Edge.Target target) {
        put(node, "endpoint", target.endpoint());
        put(node, "object", target.object());
        if (!target.started().isEmpty()) {
            Trace.Started first = target.started().get(0);
            put(node, "entity", first.process());
            put(node, "image", first.image());
        }
        if (target.started().size() > 1) {
            ArrayNode more = node.putArray("also_started");
            target.started().stream()
                    .skip(1)
                    .forEach(one -> put(put(more.addObject(), "entity", one.process()), "image", one.image()));
        }
    }

    private static ObjectNode put(ObjectNode node, String name, String text) {
        return text.isEmpty() ? node : node.put(name, text);
    }
}
