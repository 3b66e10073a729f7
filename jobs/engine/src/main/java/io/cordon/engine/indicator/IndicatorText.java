package io.cordon.engine.indicator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cordon.engine.indicator.IndicatorWord.Stands;
import io.cordon.engine.indicator.IndicatorWord.Tried;
import io.cordon.engine.indicator.IndicatorWord.Withdrawn;
import io.cordon.engine.prevalence.Artefact;
import io.cordon.engine.prevalence.ArtefactKind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What is said of an indicator, in JSON; times in µs since 1970 but for {@code stop_time}, which is in ms. */
public final class IndicatorText {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String STANDS = "stands";
    private static final String WITHDRAWN = "withdrawn";
    private static final String TRIED = "tried";

    private IndicatorText() {}

    public static String of(IndicatorWord word) {
        Indicator indicator = word.indicator();
        ObjectNode text = JSON.createObjectNode();
        text.put("tenant", indicator.tenant());
        text.put("stop_time", stopMillis(indicator));
        text.put("word", word instanceof Stands ? STANDS : word instanceof Withdrawn ? WITHDRAWN : TRIED);
        text.put("indicator", indicator.id());
        text.put("kind", indicator.artefact().kind().word());
        text.put("value", indicator.artefact().value());
        text.put("incident", indicator.incident());
        text.put("finding", indicator.finding());
        text.put("rule", indicator.rule());
        text.put("event", indicator.event());
        ArrayNode endpoints = text.putArray("endpoints");
        indicator.endpoints().forEach(endpoints::add);
        text.put("since", indicator.since());
        text.put("expires", indicator.expires());
        if (word instanceof Tried tried) {
            text.put("hits", tried.hits());
            text.put("may_block", tried.mayBlock());
        }
        return text.toString();
    }

    /** When the word ends, in ms. */
    public static long stopMillis(Indicator indicator) {
        return TimeUnit.MICROSECONDS.toMillis(indicator.expires()) + 1;
    }

    /** Reads what {@link #of} wrote; null where it is none. */
    public static @Nullable IndicatorWord read(String text) {
        try {
            JsonNode says = JSON.readTree(text);
            ArtefactKind kind = ArtefactKind.of(says.path("kind").asText()).orElse(null);
            String id = says.path("indicator").asText();
            if (kind == null || id.isEmpty() || !says.path("expires").isIntegralNumber()) {
                return null;
            }
            List<String> endpoints = new ArrayList<>();
            says.path("endpoints").forEach(endpoint -> endpoints.add(endpoint.asText()));
            Indicator indicator = new Indicator(
                    id,
                    new Artefact(
                            says.path("tenant").asText(),
                            kind,
                            says.path("value").asText()),
                    says.path("incident").asText(),
                    says.path("finding").asText(),
                    says.path("rule").asText(),
                    says.path("event").asText(),
                    endpoints,
                    says.path("since").asLong(),
                    says.path("expires").asLong());
            return switch (says.path("word").asText()) {
                case STANDS -> new Stands(indicator);
                case WITHDRAWN -> new Withdrawn(indicator);
                case TRIED ->
                    new Tried(
                            indicator,
                            says.path("hits").asInt(),
                            says.path("may_block").asBoolean());
                default -> null;
            };
        } catch (JsonProcessingException e) {
            return null;
        }
    }
}
