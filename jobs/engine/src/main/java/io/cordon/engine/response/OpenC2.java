package io.cordon.engine.response;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cordon.engine.finding.Target;
import io.cordon.engine.finding.Thing;
import io.cordon.engine.policy.Endpoint;
import io.cordon.engine.policy.Role;
import io.cordon.engine.policy.Role.Isolation;
import io.cordon.engine.rule.Response.Action;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes orders in OpenC2's JSON, with absolute times. Its lists of actions and targets are not extended: what it has no target for
 * is called {@code x-cordon:…}.
 */
final class OpenC2 {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ID_LENGTH = 32;
    private static final int MAX_EVIDENCE = 20;

    private OpenC2() {}

    /**
     * An order.
     *
     * @param endpoint what is known of the target's endpoint
     * @param allow addresses that a selective isolation leaves open
     * @param why the policy's statements and the gates, for people
     */
    static Decision.Order order(
            ContainmentCase one,
            Action action,
            Target target,
            Endpoint endpoint,
            List<String> allow,
            long startMillis,
            long stopMillis,
            Why why) {
        String id = commandId(one.finding(), action, target);
        ObjectNode order = JSON.createObjectNode();
        order.put("action", verb(action));
        target(action, target, order.putObject("target"));
        ObjectNode args = order.putObject("args");
        args.put("start_time", startMillis);
        args.put("stop_time", stopMillis);
        args.put("response_requested", "complete");
        ObjectNode cordon = args.putObject("x-cordon");
        cordon.put("tenant", one.tenant());
        cordon.put("endpoint", target.endpoint());
        putUnlessEmpty(cordon, "entity", target.entity());
        switch (action) {
            case SUSPEND, KILL, KILL_TREE -> {
                cordon.put("start", target.start());
                cordon.put("tree", action != Action.KILL);
                putIfKnown(cordon, "user", target.user());
                putIfKnown(cordon, "session", target.session());
                putIfKnown(cordon, "sha256", target.thing(Thing.SHA256));
            }
            case ISOLATE, ISOLATE_SELECTIVE -> isolation(action, endpoint, allow, cordon);
            default -> {}
        }
        String lease = action.isLease() ? lease(one.tenant(), target.endpoint(), action, Aim.key(action, target)) : "";
        putUnlessEmpty(cordon, "lease", lease);
        ObjectNode reasons = cordon.putObject("why");
        explain(one, why, reasons);
        putIfKnown(reasons, "indicator", target.thing(Thing.INDICATOR));
        order.put("command_id", id);
        return new Decision.Order(id, action, target, lease, OrderText.write(order), startMillis, stopMillis);
    }

    /**
     * Why an order goes out.
     *
     * @param policy the statements that want it
     * @param gate what let it through
     * @param escalates the command that was not carried out and that it goes beyond, or empty
     */
    record Why(String policy, String gate, String escalates) {}

    private static String verb(Action action) {
        return switch (action) {
            case NONE -> throw new IllegalArgumentException("nothing is ordered");
            case KILL, KILL_TREE -> "stop";
            case SUSPEND, QUARANTINE_FILE, ISOLATE, ISOLATE_SELECTIVE, CONTAIN_USER -> "contain";
            case DENY_HASH, CONTAIN_ADDRESS -> "deny";
            case DELETE_REGISTRY_VALUE, DELETE_SERVICE, DELETE_TASK, DELETE_WMI_SUBSCRIPTION -> "delete";
        };
    }

    private static void target(Action action, Target target, ObjectNode out) {
        switch (action) {
            case NONE -> {}
            case SUSPEND, KILL, KILL_TREE -> process(target, out.putObject("process"));
            case QUARANTINE_FILE -> {
                ObjectNode file = out.putObject("file");
                file.put("path", Aim.file(target));
                if (Aim.sha256(target) != null) {
                    file.putObject("hashes").put("sha256", Aim.sha256(target));
                }
            }
            case DENY_HASH -> out.putObject("file").putObject("hashes").put("sha256", Aim.sha256(target));
            case ISOLATE, ISOLATE_SELECTIVE -> out.putObject("device").put("device_id", target.endpoint());
            case CONTAIN_USER -> {
                ObjectNode user = out.putObject("x-cordon:user");
                putIfKnown(user, "sid", target.thing(Thing.SID));
                user.put("name", Aim.user(target));
            }
            case CONTAIN_ADDRESS -> {
                String address = String.valueOf(Aim.address(target));
                boolean isSix = address.contains(":");
                out.put(isSix ? "ipv6_net" : "ipv4_net", address + (isSix ? "/128" : "/32"));
            }
            case DELETE_REGISTRY_VALUE ->
                out.putObject("x-cordon:registry_value")
                        .put("key", target.thing(Thing.REGISTRY_KEY))
                        .put("value", target.thing(Thing.REGISTRY_VALUE));
            case DELETE_SERVICE -> out.putObject("x-cordon:service").put("name", target.thing(Thing.SERVICE));
            case DELETE_TASK -> out.putObject("x-cordon:task").put("name", target.thing(Thing.TASK));
            case DELETE_WMI_SUBSCRIPTION ->
                out.putObject("x-cordon:wmi_subscription").put("name", target.thing(Thing.WMI_SUBSCRIPTION));
        }
    }

    private static void process(Target target, ObjectNode process) {
        process.put("pid", target.pid());
        String image = target.image();
        if (image != null) {
            process.put("name", image.substring(Math.max(image.lastIndexOf('\\'), image.lastIndexOf('/')) + 1));
        }
        putIfKnown(process, "command_line", target.commandLine());
        if (image != null) {
            process.putObject("executable").put("path", image);
        }
    }

    /** Whole or in part; of what others need to work only the ways in and on are closed, port by port. */
    private static void isolation(Action action, Endpoint endpoint, List<String> allow, ObjectNode cordon) {
        if (endpoint.isolation() == Isolation.PORTS) {
            ArrayNode ports = cordon.putArray("ports");
            for (Role.Port port : Role.closedPorts()) {
                ports.addObject()
                        .put("port", port.port())
                        .put("protocol", port.protocol())
                        .put("direction", port.direction());
            }
        } else if (action == Action.ISOLATE_SELECTIVE) {
            cordon.put("isolation", "selective");
            ArrayNode open = cordon.putArray("allow");
            allow.forEach(open::add);
        } else {
            cordon.put("isolation", "full");
        }
    }

    private static void explain(ContainmentCase one, Why why, ObjectNode out) {
        out.put("finding", one.finding());
        out.put("version", one.version());
        out.put("rule", one.rule());
        out.put("title", one.ruleTitle());
        if (!one.tags().isEmpty()) {
            one.tags().forEach(out.putArray("tags")::add);
        }
        out.put("rule_hash", one.ruleHash());
        out.put("rule_set", one.ruleSet());
        out.put("policy", why.policy());
        out.put("gate", why.gate());
        putUnlessEmpty(out, "escalates", why.escalates());
        ArrayNode events = out.putArray("events");
        one.evidence().stream().limit(MAX_EVIDENCE).forEach(events::add);
    }

    /** A hash of finding, action and target: another version of the finding gives the same id. */
    static String commandId(String finding, Action action, Target target) {
        return id(finding, action.written(), target.endpoint(), Aim.key(action, target));
    }

    /** The lease of an action on a target, whichever finding wants it. */
    static String lease(String tenant, String endpoint, Action action, String key) {
        return id("lease", tenant, endpoint, action.written(), key);
    }

    /** A hash of what makes something one of its kind, short enough for OpenC2. */
    static String id(String... parts) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(String.join("\n", parts).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, ID_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }

    private static void putIfKnown(ObjectNode node, String key, @Nullable String value) {
        if (value != null) {
            node.put(key, value);
        }
    }

    private static void putUnlessEmpty(ObjectNode node, String key, String value) {
        if (!value.isEmpty()) {
            node.put(key, value);
        }
    }
}
