package io.cordon.engine.response;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cordon.engine.policy.Budget;
import io.cordon.engine.policy.Endpoint;
import io.cordon.engine.policy.ImagePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What an order counts against. All of it stands in the order, so that what is read back counts as it did when it went out.
 *
 * @param tags of the rule
 * @param name of the endpoint
 * @param event event time, in ms since 1970
 * @param things that are the same on several endpoints
 */
record Spending(String rule, List<String> tags, String name, Endpoint endpoint, long event, List<String> things) {
    private static final String OWN = "x-cordon:";

    static Spending of(String name, Endpoint endpoint, String payload) {
        ObjectNode order = OrderText.read(payload);
        JsonNode cordon = OrderText.cordon(order);
        return new Spending(
                cordon.at("/why/rule").asText(),
                texts(cordon.at("/why/tags")),
                name,
                endpoint,
                order.at("/args/start_time").asLong(),
                things(order.path("target"), cordon));
    }

    /** What it is that a budget counts. */
    String of(Budget.Per per) {
        return switch (per) {
            case RULE -> rule;
            case ENDPOINT -> name;
            case GROUP -> endpoint.group();
            case ASSET_CLASS -> Budgets.said(endpoint.criticality());
            case FLEET -> "";
        };
    }

    private static List<String> things(JsonNode target, JsonNode cordon) {
        List<String> things = new ArrayList<>();
        // What one indicator meets may look different on each endpoint, and what it looks like is what rules meet.
        String indicator = cordon.at("/why/indicator").asText();
        if (!indicator.isEmpty()) {
            things.add("indicator " + indicator);
        }
        String thing = thing(target, cordon);
        if (!thing.isEmpty()) {
            things.add(thing);
        }
        return things;
    }

    private static String thing(JsonNode target, JsonNode cordon) {
        String kind = target.fieldNames().next();
        JsonNode named = target.path(kind);
        return switch (kind) {
            case "process" -> program(cordon.path("sha256"), named.at("/executable/path"));
            case "file" -> program(named.at("/hashes/sha256"), named.path("path"));
            case "device" -> ""; // of an endpoint's network nothing is the same elsewhere
            case OWN + "user" -> "user " + lower(named.path("name"));
            default -> (kind.startsWith(OWN) ? kind.substring(OWN.length()) : kind) + ' ' + lower(named);
        };
    }

    private static String program(JsonNode hash, JsonNode path) {
        return hash.isTextual() ? "sha256 " + lower(hash) : "file " + ImagePath.canonical(path.asText());
    }

    /** Whether a budget is about it. */
    boolean concerns(Budget budget) {
        return budget.holdsFor(rule, tags, endpoint, of(budget.per()));
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(one -> texts.add(one.asText()));
        return texts;
    }

    private static String lower(JsonNode named) {
        List<String> texts = texts(named);
        String text = texts.isEmpty() ? named.asText() : String.join("\\", texts);
        return text.toLowerCase(Locale.ROOT);
    }
}
