package io.cordon.agent.conformance;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.cordon.agent.Accounts;
import io.cordon.agent.Act;
import io.cordon.agent.Actuator;
import io.cordon.agent.Deletions;
import io.cordon.agent.FakeAccounts;
import io.cordon.agent.FakeInventory;
import io.cordon.agent.FakeNetwork;
import io.cordon.agent.Hook;
import io.cordon.agent.conformance.Victims.Thing;
import io.cordon.schemas.Verb;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Stand-ins for what Linux has nothing for, so that an agent does every action of the contract, and things for it to act upon. */
final class EveryAction {
    private static final Map<String, Verb> DELETIONS = Map.of(
            "x-cordon:registry_value", Verb.DELETE_REGISTRY_VALUE,
            "x-cordon:service", Verb.DELETE_SERVICE,
            "x-cordon:task", Verb.DELETE_TASK,
            "x-cordon:wmi_subscription", Verb.DELETE_WMI_SUBSCRIPTION);

    private final FakeNetwork network = new FakeNetwork();
    private final FakeAccounts accounts = new FakeAccounts();
    private final FakeInventory inventory = new FakeInventory();
    private final Hook images = new Hook(Set.of(), true, Optional.empty(), System::currentTimeMillis);
    private int made;

    List<Actuator> actuators(Path folder) {
        FakeInventory all = inventory;
        return List.of(
                network,
                new Accounts(accounts, account -> false),
                new Deletions(
                        folder.resolve("deleted"),
                        Map.of(
                                Verb.DELETE_REGISTRY_VALUE, all,
                                Verb.DELETE_SERVICE, all,
                                Verb.DELETE_TASK, all,
                                Verb.DELETE_WMI_SUBSCRIPTION, all),
                        target -> false),
                images);
    }

    Optional<Thing> make(String kind) {
        made++;
        ObjectNode name = JsonNodeFactory.instance.objectNode();
        switch (kind) {
            case "image" -> name.putObject("hashes").put("sha256", String.format("%064x", made));
            case "ipv4_net" -> {
                return Optional.of(new Thing(kind, TextNode.valueOf("192.0.2." + made % 200 + "/32")));
            }
            case "x-cordon:user" -> {
                accounts.known.add("user" + made);
                name.put("name", "user" + made);
            }
            case "x-cordon:registry_value" -> name.put("key", "HKLM\\Run").put("value", "v" + made);
            default -> name.put("name", "n" + made);
        }
        Thing thing = new Thing(kind, name);
        if (DELETIONS.containsKey(kind)) {
            inventory.things.put(key(thing), "as it was");
        }
        return Optional.of(thing);
    }

    private static String key(Thing thing) {
        return thing.kind().equals("x-cordon:registry_value")
                ? "registry " + thing.name().path("key").asText() + '\\'
                        + thing.name().path("value").asText()
                : thing.kind() + ' ' + thing.name().path("name").asText();
    }

    boolean isAsMade(Thing thing) {
        return switch (thing.kind()) {
            case "image" ->
                images.ask(new Act("", thing.name().at("/hashes/sha256").asText(), "/tmp/image", "", ""))
                        == Hook.Answer.ALLOW;
            case "ipv4_net" -> network.reaches(thing.name().asText());
            case "x-cordon:user" ->
                !accounts.held.contains(thing.name().path("name").asText());
            default -> "as it was".equals(inventory.things.get(key(thing)));
        };
    }
}
