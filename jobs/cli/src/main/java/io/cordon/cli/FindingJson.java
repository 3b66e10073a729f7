package io.cordon.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cordon.engine.finding.Evidence;
import io.cordon.engine.finding.Finding;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** A finding as replay prints it: one line of JSON. */
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
        return line.toString();
    }

    private static void evidence(ObjectNode node, Evidence one) {
        List<String> positions = one.positions();
        node.put("event", positions.get(0));
        node.put("endpoint", one.endpoint());
        node.put("entity", one.entity());
        if (one.step() > 0) {
            node.put("step", one.step());
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
