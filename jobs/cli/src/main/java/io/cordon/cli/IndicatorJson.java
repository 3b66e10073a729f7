package io.cordon.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cordon.engine.indicator.Indicator;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** An indicator as replay writes it: one line of JSON. */
final class IndicatorJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private IndicatorJson() {}

    static String of(Indicator indicator) {
        ObjectNode line = JSON.createObjectNode();
        line.put("indicator", indicator.id());
        line.put("kind", indicator.artefact().kind().word());
        line.put("value", indicator.artefact().value());
        line.put("mode", "audit"); // no dry run was made: files are no memory of a fleet
        line.put("incident", indicator.incident());
        line.put("finding", indicator.finding());
        line.put("rule", indicator.rule());
        line.put("event", indicator.event());
        ArrayNode endpoints = line.putArray("endpoints");
        indicator.endpoints().forEach(endpoints::add);
        line.put("since", time(indicator.since()));
        line.put("expires", time(indicator.expires()));
        return line.toString();
    }

    private static String time(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
    }
}
