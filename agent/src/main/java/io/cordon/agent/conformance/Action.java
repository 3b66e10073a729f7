package io.cordon.agent.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cordon.agent.conformance.Victims.Thing;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * One thing that agents do about something other than a process, in the contract's words.
 *
 * @param what it is called
 * @param action how an order begins it
 * @param undo how an order takes it back
 * @param target the kind of target, as it is announced
 * @param made the kind of thing by which the effect is seen, or empty where none shows it
 * @param scope how much of the network an isolation cuts off; empty for other actions
 * @param isLeased whether it ends by itself
 * @param isFound whether its target has to be there, else it is not found
 */
record Action(
        String what,
        String action,
        String undo,
        String target,
        String made,
        String scope,
        boolean isLeased,
        boolean isFound) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NOBODY = "192.0.2.77/32"; // kept for documentation

    static List<Action> all() {
        return List.of(
                new Action("quarantine", "contain", "restore", "file", "file", "", false, true),
                new Action("deny a hash", "deny", "allow", "file", "image", "", true, false),
                new Action("isolate", "contain", "allow", "device", "ipv4_net", "full", true, false),
                new Action("isolate in part", "contain", "allow", "device", "ipv4_net", "selective", true, false),
                new Action("close ports", "contain", "allow", "device", "", "ports", true, false),
                new Action("contain an address", "deny", "allow", "ipv4_net", "ipv4_net", "", true, false),
                of("contain a user", "contain", "allow", "x-cordon:user", true),
                of("delete a registry value", "delete", "restore", "x-cordon:registry_value", false),
                of("delete a service", "delete", "restore", "x-cordon:service", false),
                of("delete a task", "delete", "restore", "x-cordon:task", false),
                of("delete a WMI subscription", "delete", "restore", "x-cordon:wmi_subscription", false));
    }

    private static Action of(String what, String action, String undo, String target, boolean isLeased) {
        return new Action(what, action, undo, target, target, "", isLeased, true);
    }

    String capability() {
        return action + ':' + target;
    }

    /** What shows the effect, made anew; empty where nobody here can make it. */
    Optional<Thing> make(Trial trial) throws IOException {
        return made.isEmpty() ? Optional.empty() : trial.victims.make(made);
    }

    Draft begin(Trial trial, Optional<Thing> thing) {
        Draft draft = aimed(trial, action, thing);
        if (!scope.isEmpty()) {
            draft.cordon(this::isolation);
        }
        return draft;
    }

    Draft undo(Trial trial, Optional<Thing> thing) {
        return aimed(trial, undo, thing);
    }

    private Draft aimed(Trial trial, String how, Optional<Thing> thing) {
        if (target.equals("device")) {
            return trial.draft(how).target(target, "device_id", trial.endpoint());
        }
        JsonNode name = thing.map(Thing::name).orElseGet(this::missing);
        return made.equals("image")
                ? trial.draft(how).hash(name.at("/hashes/sha256").asText())
                : trial.draft(how).target(target, name);
    }

    private void isolation(ObjectNode cordon) {
        if (scope.equals("ports")) {
            cordon.putArray("ports")
                    .addObject()
                    .put("port", 9)
                    .put("protocol", "tcp")
                    .put("direction", "out");
        } else {
            cordon.put("isolation", scope);
        }
    }

    /** What is not there. */
    JsonNode missing() {
        ObjectNode name = JSON.createObjectNode();
        return switch (made) {
            case "file" -> name.put("path", "/cordon-kit/none");
            case "image" -> {
                name.putObject("hashes").put("sha256", "c0".repeat(32));
                yield name;
            }
            case "ipv4_net" -> JSON.getNodeFactory().textNode(NOBODY);
            case "x-cordon:registry_value" ->
                name.put("key", "HKEY_LOCAL_MACHINE\\SOFTWARE\\CordonKit").put("value", "none");
            default -> name.put("name", "cordon-kit-none");
        };
    }
}
