package io.cordon.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cordon.schemas.KillSwitch;
import io.cordon.schemas.Order;
import io.cordon.schemas.OrderReader;
import io.cordon.wire.Outcome;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** The journal's entries as JSON objects; {@code t} names the kind. */
final class Entries {
    static final String ACCEPTED = "accepted";
    static final String ANSWERED = "answered";
    static final String SEQUENCE = "sequence";
    static final String CANCELLED = "cancelled";
    static final String LEASE = "lease";
    static final String ENDED = "ended";
    static final String KILL_SWITCH = "kill-switch";
    static final String DESIRED = "desired";
    static final String OFFSET = "offset";
    static final String BYPASS = "bypass";

    private static final ObjectMapper JSON = new ObjectMapper();

    private Entries() {}

    static ObjectNode accepted(Order order, String digest, long now) {
        return withOrder(entry(ACCEPTED), order).put("digest", digest).put("at", now);
    }

    static ObjectNode answered(String id, Result result) {
        ObjectNode entry = entry(ANSWERED)
                .put("id", id)
                .put("status", result.status())
                .put("outcome", result.outcome().name())
                .put("text", result.text());
        putAll(entry.putObject("details"), result.details());
        return entry;
    }

    static ObjectNode sequence(String target, long number, long until) {
        return entry(SEQUENCE).put("target", target).put("number", number).put("until", until);
    }

    static ObjectNode cancelled(String id, long until) {
        return entry(CANCELLED).put("id", id).put("until", until);
    }

    static ObjectNode lease(Lease lease) {
        ObjectNode entry = withOrder(entry(LEASE), lease.order());
        putAll(entry.putObject("state"), lease.state());
        return entry;
    }

    static ObjectNode ended(Lease lease) {
        return entry(ENDED).put("lease", lease.id());
    }

    static ObjectNode killSwitch(KillSwitch turn) {
        return entry(KILL_SWITCH)
                .put("epoch", turn.epoch())
                .put("on", turn.on())
                .put("until", turn.stopMillis());
    }

    static ObjectNode desired(long version, Collection<String> leases) {
        ObjectNode entry = entry(DESIRED).put("version", version);
        leases.forEach(entry.putArray("leases")::add);
        return entry;
    }

    /** @param next the offset of the record after the last one that was dealt with */
    static ObjectNode offset(String partition, long next) {
        return entry(OFFSET).put("partition", partition).put("next", next);
    }

    static ObjectNode bypass(Bypasses.Bypass one) {
        return entry(BYPASS).put("about", one.about()).put("until", one.until());
    }

    /** The order in an entry: accepted is accepted, whatever is refused by now. */
    static Order order(JsonNode entry) {
        ObjectNode payload = ((ObjectNode) entry.path("payload")).deepCopy();
        payload.put("command_id", entry.path("id").asText());
        OrderReader.Outcome read = OrderReader.kept(payload);
        if (read instanceof OrderReader.Outcome.Read known) {
            return known.order();
        }
        throw new IllegalStateException("the journal has an order that this version does not know: " + entry);
    }

    static Lease lease(JsonNode entry) {
        return new Lease(order(entry), texts(entry.path("state")));
    }

    static KillSwitch killSwitch(JsonNode entry) {
        return new KillSwitch(
                entry.path("epoch").longValue(),
                entry.path("on").booleanValue(),
                entry.path("until").longValue());
    }

    static Result result(JsonNode entry) {
        return new Result(
                entry.path("status").intValue(),
                Outcome.valueOf(entry.path("outcome").asText()),
                entry.path("text").asText(),
                texts(entry.path("details")));
    }

    /** A desired state's order names its lease where a command's has its id: here both have both. */
    private static ObjectNode withOrder(ObjectNode entry, Order order) {
        ObjectNode payload = ((ObjectNode) order.payload()).deepCopy();
        payload.remove("lease");
        ((ObjectNode) payload.path("args").path("x-cordon")).put("lease", order.lease());
        entry.put("id", order.id()).set("payload", payload);
        return entry;
    }

    private static ObjectNode entry(String kind) {
        return JSON.createObjectNode().put("t", kind);
    }

    private static void putAll(ObjectNode node, Map<String, String> texts) {
        new TreeMap<>(texts).forEach(node::put);
    }

    private static Map<String, String> texts(JsonNode node) {
        Map<String, String> texts = new TreeMap<>();
        node.properties()
                .forEach(field -> texts.put(field.getKey(), field.getValue().asText()));
        return texts;
    }
}
