package io.cordon.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cordon.engine.finding.Evidence;
import io.cordon.engine.finding.Finding;
import io.cordon.engine.finding.Target;
import io.cordon.engine.response.ContainmentCase;
import io.cordon.engine.rule.Response.Action;
import io.cordon.engine.rule.Rule.Mode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** A finding as replay prints it: one line of JSON, which can be read back. */
final class FindingJson {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private FindingJson() {}

    static String of(Finding finding) {
        ObjectNode line = JSON.createObjectNode();
        line.put("finding", finding.id());
        line.put("version", finding.version());
        line.put("state", finding.state().name().toLowerCase(Locale.ROOT));
        if (!finding.rule().isShown()) {
            line.put("shown", false);
        }
        line.putObject("rule")
                .put("id", finding.rule().id())
                .put("title", finding.rule().title())
                .put("language", finding.rule().language().name().toLowerCase(Locale.ROOT));
        ArrayNode endpoints = line.putArray("endpoints");
        finding.endpoints().forEach(endpoints::add);
        line.put("first", time(finding.first()));
        line.put("last", time(finding.last()));
        ArrayNode evidence = line.putArray("evidence");
        finding.evidence().forEach(one -> evidence(evidence.addObject(), one));
        response(line.putObject("response"), finding);
        return line.toString();
    }

    /** What containment looks at beside. */
    private static void response(ObjectNode node, Finding finding) {
        node.put("action", finding.rule().response().action().written());
        node.put("rule_hash", finding.rule().hash());
        finding.rule().tags().forEach(node.putArray("tags")::add);
        node.put("ancestry_incomplete", finding.ancestryIncomplete());
        node.put("disprovable", finding.disprovable());
        Target target = finding.target();
        if (target != null) {
            ObjectNode meant = node.putObject("target");
            meant.put("endpoint", target.endpoint());
            meant.put("entity", target.entity());
            meant.put("pid", target.pid());
            meant.put("start", target.start());
            meant.put("image", target.image());
            meant.put("command_line", target.commandLine());
            meant.put("user", target.user());
            meant.put("session", target.session());
            target.things().forEach(meant.putObject("things")::put);
        }
    }

    /**
     * Reads a line back, as far as containment looks at it.
     *
     * @throws IllegalArgumentException where it is none, with what was expected
     */
    static ContainmentCase read(String line) {
        try {
            JsonNode node = JSON.readTree(line);
            JsonNode response = require(node, "response");
            JsonNode rule = require(node, "rule");
            List<String> tags = texts(response.path("tags"));
            long last = micros(require(node, "last").asText());
            JsonNode target = response.path("target");
            return new ContainmentCase(
                    ReadRecords.TENANT,
                    require(node, "finding").asText(),
                    node.path("version").asInt(),
                    Finding.State.valueOf(require(node, "state").asText().toUpperCase(Locale.ROOT)),
                    Mode.BLOCK,
                    Action.valueOf(require(response, "action")
                            .asText()
                            .toUpperCase(Locale.ROOT)
                            .replace('-', '_')),
                    ContainmentCase.capability(tags),
                    require(rule, "id").asText(),
                    rule.path("title").asText(),
                    require(response, "rule_hash").asText(),
                    "replay",
                    tags,
                    last,
                    last,
                    response.path("ancestry_incomplete").asBoolean(),
                    response.path("disprovable").asBoolean(),
                    List.of(),
                    Set.copyOf(texts(node.path("endpoints"))),
                    grafted(node.path("evidence")),
                    target.isMissingNode() ? null : target(target),
                    "the recording names none");
        } catch (JsonProcessingException | DateTimeParseException e) {
            throw new IllegalArgumentException("expected a finding as replay writes it: " + e.getMessage(), e);
        }
    }

    private static Target target(JsonNode node) {
        SortedMap<String, String> things = new TreeMap<>();
        node.path("things")
                .properties()
                .forEach(one -> things.put(one.getKey(), one.getValue().asText()));
        return new Target(
                require(node, "endpoint").asText(),
                node.path("entity").asText(),
                node.path("pid").asLong(),
                node.path("start").asLong(),
                node.path("image").textValue(),
                node.path("command_line").textValue(),
                node.path("user").textValue(),
                node.path("session").textValue(),
                things);
    }

    private static JsonNode require(JsonNode node, String key) {
        JsonNode value = node.get(key);
        if (value == null) {
            throw new IllegalArgumentException("expected a finding as replay writes it, with '" + key + "'");
        }
        return value;
    }

    private static Set<String> grafted(JsonNode evidence) {
        Set<String> endpoints = new HashSet<>();
        for (JsonNode one : evidence) {
            if (!one.path("edges").isEmpty()) {
                endpoints.add(one.path("endpoint").asText());
            }
        }
        return endpoints;
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(one -> texts.add(one.asText()));
        return texts;
    }

    private static long micros(String time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(time));
    }

    private static void evidence(ObjectNode node, Evidence one) {
        List<String> positions = one.positions();
        node.put("event", positions.get(0));
        node.put("endpoint", one.endpoint());
        node.put("entity", one.entity());
        if (one.step() > 0) {
            node.put("step", one.step());
        }
        if (!one.edges().isEmpty()) {
            one.edges().forEach(node.putArray("edges")::add);
        }
        if (positions.size() > 1) {
            ArrayNode copies = node.putArray("copies");
            positions.subList(1, positions.size()).forEach(copies::add);
        }
    }

    private static String time(long micros) {
        return MICROS.format(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
    }
}
