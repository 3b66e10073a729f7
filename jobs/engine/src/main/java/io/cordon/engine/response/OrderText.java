package io.cordon.engine.response;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cordon.engine.response.DeskStore.Given;
import io.cordon.engine.response.DeskStore.Lease;
import io.cordon.engine.rule.Response.Action;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads orders that were worded before, and words what follows from them: other times, taking back, desired state. */
final class OrderText {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** An empty desired state says so for as long. */
    private static final long EMPTY_HOLDS = Containment.HELD.toMillis();

    private OrderText() {}

    static ObjectNode read(String payload) {
        try {
            return (ObjectNode) JSON.readTree(payload);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // what was written here can be read
        }
    }

    static String write(JsonNode node) {
        try {
            return JSON.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // a tree of texts and numbers is always written
        }
    }

    static ObjectNode cordon(ObjectNode order) {
        return (ObjectNode) Objects.requireNonNull(order.path("args").get("x-cordon"));
    }

    static long start(String payload) {
        return read(payload).path("args").path("start_time").asLong();
    }

    static void retime(ObjectNode order, long startMillis, long stopMillis, String gate) {
        ((ObjectNode) order.path("args")).put("start_time", startMillis).put("stop_time", stopMillis);
        if (cordon(order).path("why") instanceof ObjectNode why) {
            why.put("gate", gate);
        }
    }

    /** What has an agent leave an order undone that it has not executed yet. */
    static ObjectNode cancel(Given given) {
        ObjectNode order = read(given.payload());
        order.put("action", "cancel");
        order.putObject("target").put("command", given.commandId());
        cordon(order).retain("tenant", "endpoint", "lease", "why");
        return order;
    }

    /** What undoes an order that was executed. */
    static ObjectNode opposite(Given given) {
        ObjectNode order = read(given.payload());
        order.put("action", given.action() == Action.QUARANTINE_FILE ? "restore" : "allow");
        return order;
    }

    /** An order that went out, as it is remembered; null for what takes one back. */
    static @Nullable Given given(ObjectNode order, String endpoint) {
        ObjectNode cordon = cordon(order);
        Action action = action(order, cordon);
        return action == null
                ? null
                : new Given(
                        order.path("command_id").asText(),
                        cordon.path("why").path("finding").asText(),
                        action,
                        endpoint,
                        write(order),
                        cordon.path("lease").asText(""),
                        order.path("args").path("stop_time").asLong(),
                        true);
    }

    private static @Nullable Action action(ObjectNode order, ObjectNode cordon) {
        Iterator<String> targets = order.path("target").fieldNames();
        String target = targets.hasNext() ? targets.next() : "";
        return switch (order.path("action").asText() + ' ' + target) {
            case "stop process" -> cordon.path("tree").asBoolean() ? Action.KILL_TREE : Action.KILL;
            case "contain process" -> Action.SUSPEND;
            case "contain file" -> Action.QUARANTINE_FILE;
            case "deny file" -> Action.DENY_HASH;
            case "contain device" ->
                cordon.path("isolation").asText().equals("selective") ? Action.ISOLATE_SELECTIVE : Action.ISOLATE;
            case "contain x-cordon:user" -> Action.CONTAIN_USER;
            case "deny ipv4_net", "deny ipv6_net" -> Action.CONTAIN_ADDRESS;
            case "delete x-cordon:registry_value" -> Action.DELETE_REGISTRY_VALUE;
            case "delete x-cordon:service" -> Action.DELETE_SERVICE;
            case "delete x-cordon:task" -> Action.DELETE_TASK;
            case "delete x-cordon:wmi_subscription" -> Action.DELETE_WMI_SUBSCRIPTION;
            default -> null;
        };
    }

    /** All that holds on an endpoint, in the order of the leases' ids. */
    static DesiredState desired(String tenant, String endpoint, long version, List<Lease> leases, long now) {
        long stop = leases.stream().mapToLong(Lease::stopMillis).max().orElse(now + EMPTY_HOLDS);
        ObjectNode state = JSON.createObjectNode();
        state.put("tenant", tenant);
        state.put("endpoint", endpoint);
        state.put("version", version);
        state.put("stop_time", stop);
        ArrayNode entries = state.putArray("entries");
        for (Lease lease : leases) {
            ObjectNode order = read(lease.payload());
            ObjectNode entry = entries.addObject();
            entry.put("lease", lease.id());
            entry.set("action", order.path("action"));
            entry.set("target", order.path("target"));
            entry.set("args", order.path("args"));
        }
        return new DesiredState(endpoint, version, write(state), stop);
    }
}
