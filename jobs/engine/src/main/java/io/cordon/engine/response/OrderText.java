package io.cordon.engine.response;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cordon.engine.response.DeskStore.Given;
import io.cordon.engine.response.DeskStore.Lease;
import io.cordon.engine.rule.Response.Action;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads orders that were worded before, and words what follows from them: other times, taking back, desired state. */
final class OrderText {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** An empty desired state says so for as long. */
    private static final long EMPTY_HOLDS = Containment.HELD.toMillis();

    /** What a document's entries take up at most; a record may be twice as long. */
    private static final int DOCUMENT_BYTES = 500 * 1024;

    private static final Set<String> TAKING_BACK = Set.of("cancel", "allow", "restore");
    private static final List<String> LONG = List.of("title", "rule_hash", "rule_set", "events");
    /** What only explains an order, or has its place among others. */
    private static final List<String> EXPLAINING = List.of("why", "user", "session", "sequence");

    private static final String RELEASES = "releases";

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

    /** Whether it takes another order back. */
    static boolean takesBack(ObjectNode order) {
        return TAKING_BACK.contains(order.path("action").asText());
    }

    /** The order that a person had undone by an order, or empty. */
    static String releases(ObjectNode order) {
        return cordon(order).path(RELEASES).asText();
    }

    /** What a person has undo an order. */
    static ObjectNode releasing(Given given) {
        ObjectNode order = opposite(given);
        cordon(order).put(RELEASES, given.commandId());
        return order;
    }

    static String id(String payload) {
        return read(payload).path("command_id").asText();
    }

    static long sequence(String payload) {
        return cordon(read(payload)).path("sequence").asLong();
    }

    /** The order that an order goes beyond, or empty. */
    static String escalates(String payload) {
        return cordon(read(payload)).path("why").path("escalates").asText();
    }

    /** Whether two orders of an action on a target have an agent do the same, whatever their times and explanations. */
    static boolean doesTheSame(String one, String other) {
        return effect(one).equals(effect(other));
    }

    private static List<JsonNode> effect(String payload) {
        ObjectNode order = read(payload);
        if (order.path("target").path("process") instanceof ObjectNode process) {
            process.retain("pid");
        }
        return List.of(order.path("action"), order.path("target"), cordon(order).without(EXPLAINING));
    }

    static void retime(ObjectNode order, long startMillis, long stopMillis, String gate) {
        ((ObjectNode) order.path("args")).put("start_time", startMillis).put("stop_time", stopMillis);
        if (cordon(order).path("why") instanceof ObjectNode why) {
            why.put("gate", gate);
        }
    }

    /** Whether an order contains something, and takes nothing back. */
    static boolean isContaining(String payload, String endpoint) {
        return given(read(payload), endpoint) != null;
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
        order.put("action", given.action().isReversible() ? "restore" : "allow");
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
            case "contain device" -> isolation(cordon);
            case "contain x-cordon:user" -> Action.CONTAIN_USER;
            case "deny ipv4_net", "deny ipv6_net" -> Action.CONTAIN_ADDRESS;
            case "delete x-cordon:registry_value" -> Action.DELETE_REGISTRY_VALUE;
            case "delete x-cordon:service" -> Action.DELETE_SERVICE;
            case "delete x-cordon:task" -> Action.DELETE_TASK;
            case "delete x-cordon:wmi_subscription" -> Action.DELETE_WMI_SUBSCRIPTION;
            default -> null;
        };
    }

    /** Port by port both isolations say the same; the lease tells which it is. */
    private static Action isolation(ObjectNode cordon) {
        String selective = OpenC2.lease(
                cordon.path("tenant").asText(), cordon.path("endpoint").asText(), Action.ISOLATE_SELECTIVE, "");
        return cordon.path("lease").asText().equals(selective) ? Action.ISOLATE_SELECTIVE : Action.ISOLATE;
    }

    /**
     * What holds on an endpoint, in the order of the leases' ids: as much of it as a document has room for.
     *
     * @param leases what is to be in it before what comes later
     */
    static DesiredState desired(String tenant, String endpoint, long version, List<Lease> leases, long now) {
        List<Lease> fitting = new ArrayList<>();
        int bytes = 0;
        for (Lease lease : leases) {
            bytes += entryBytes(lease.payload());
            if (bytes <= DOCUMENT_BYTES) {
                fitting.add(lease);
            }
        }
        fitting.sort(Comparator.comparing(Lease::id));
        long stop = fitting.stream().mapToLong(Lease::stopMillis).max().orElse(now + EMPTY_HOLDS);
        ObjectNode state = JSON.createObjectNode();
        state.put("tenant", tenant);
        state.put("endpoint", endpoint);
        state.put("version", version);
        state.put("stop_time", stop);
        ArrayNode entries = state.putArray("entries");
        fitting.forEach(lease -> entries.add(entry(lease.payload())));
        return new DesiredState(endpoint, version, write(state), stop);
    }

    /** How much of a document an order takes up. */
    static int entryBytes(String payload) {
        return write(entry(payload)).getBytes(StandardCharsets.UTF_8).length;
    }

    /** An order without what is only shown and may be long. */
    private static ObjectNode entry(String payload) {
        ObjectNode order = read(payload);
        ObjectNode cordon = cordon(order);
        if (order.path("target").path("process") instanceof ObjectNode process) {
            process.remove("command_line");
        }
        if (cordon.path("why") instanceof ObjectNode why) {
            why.remove(LONG);
        }
        cordon.remove("sequence");
        ObjectNode entry = JSON.createObjectNode();
        entry.set("lease", cordon.path("lease"));
        entry.set("action", order.path("action"));
        entry.set("target", order.path("target"));
        entry.set("args", order.path("args"));
        return entry;
    }
}
