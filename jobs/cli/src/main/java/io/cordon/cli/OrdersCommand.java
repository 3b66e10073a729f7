package io.cordon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cordon.schemas.Topics;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Commands about orders that are out. */
@Command(
        name = "orders",
        mixinStandardHelpOptions = true,
        description = "See what is contained, and have it released.",
        subcommands = {OrdersCommand.Listing.class, OrdersCommand.Release.class})
final class OrdersCommand {
    /** What begins something that can end. */
    private static final Set<String> CONTAINING = Set.of("contain", "deny", "delete");

    /** Prints what can be released. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description =
                    "Prints each order that can be undone: what holds for a time until it ends, and what was taken away for good.")
    static final class Listing implements Callable<Integer> {
        @Mixin
        ClusterOptions cluster = new ClusterOptions();

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it before call()
        CommandSpec spec;

        @Override
        public Integer call() {
            long now = System.currentTimeMillis();
            Map<String, JsonNode> orders = orders(cluster);
            orders.values().removeIf(order -> !isInForce(order, now));
            PrintWriter out = spec.commandLine().getOut();
            orders.forEach((id, order) -> {
                JsonNode cordon = order.at("/args/x-cordon");
                out.printf(
                        "%s  %s on %s  by rule %s  %s%n",
                        id,
                        Orders.action(order, cordon),
                        cordon.path("endpoint").asText(),
                        cordon.at("/why/rule").asText(),
                        isForGood(order) ? "for good" : "until " + Instant.ofEpochMilli(stop(order)));
            });
            out.flush();
            spec.commandLine().getErr().printf("%,d in force%n", orders.size());
            return 0;
        }
    }

    /** Has orders undone. */
    @Command(
            name = "release",
            mixinStandardHelpOptions = true,
            description = {
                "Has orders undone: an isolation or a denial ends, what was suspended goes on, what was quarantined or deleted"
                        + " comes back.",
                "It passes every budget and the kill switch. The same is not done again by itself for an hour."
            })
    static final class Release extends PersonsWord {
        private Map<String, JsonNode> orders = Map.of();

        /** So long an agent that is away may come back and obey. */
        Release() {
            super("release", Duration.ofDays(7));
        }

        @Override
        public Integer call() {
            orders = orders(cluster);
            for (String id : ids) {
                if (!orders.containsKey(id)) {
                    throw new CommandException("there is no order " + id
                            + " that can be undone; see cordon orders list. Nothing was released");
                }
            }
            return super.call();
        }

        @Override
        void say(String id, ObjectNode payload) {
            payload.set("order", orders.get(id));
        }
    }

    /** The orders that can be undone and were not yet, by id. */
    private static Map<String, JsonNode> orders(ClusterOptions cluster) {
        Map<String, JsonNode> orders = new LinkedHashMap<>();
        for (io.cordon.wire.Command command :
                new ControlTopics(cluster).read(Topics.COMMANDS, io.cordon.wire.Command.class)) {
            JsonNode order = ControlTopics.payload(command);
            if (command.getTenant().equals(cluster.tenant)) {
                orders.remove(order.at("/args/x-cordon/releases").asText());
                if (CONTAINING.contains(order.path("action").asText())) {
                    orders.put(command.getCommandId(), order);
                }
            }
        }
        return orders;
    }

    private static boolean isInForce(JsonNode order, long now) {
        return isForGood(order) || now < stop(order);
    }

    private static boolean isForGood(JsonNode order) {
        String action = order.path("action").asText();
        return action.equals("delete")
                || (action.equals("contain") && order.at("/target/file").isObject());
    }

    private static long stop(JsonNode order) {
        return order.at("/args/stop_time").asLong();
    }
}
