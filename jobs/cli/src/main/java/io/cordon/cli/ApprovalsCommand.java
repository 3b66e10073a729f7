package io.cordon.cli;

import io.cordon.schemas.Topics;
import io.cordon.wire.HeldOrder;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Commands about orders that wait for a person. */
@Command(
        name = "approvals",
        mixinStandardHelpOptions = true,
        description = "See which orders wait for a person, and decide.",
        subcommands = {ApprovalsCommand.Listing.class, ApprovalsCommand.Approve.class, ApprovalsCommand.Reject.class})
final class ApprovalsCommand {
    /** Prints what waits. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Prints each order that waits, with the reason and until when somebody can approve it.")
    static final class Listing implements Callable<Integer> {
        @Mixin
        ClusterOptions cluster = new ClusterOptions();

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it before call()
        CommandSpec spec;

        @Override
        public Integer call() {
            ControlTopics topics = new ControlTopics(cluster);
            Set<String> decided = decided(topics.read(Topics.APPROVALS, io.cordon.wire.Command.class));
            long now = System.currentTimeMillis();
            Map<String, HeldOrder> waiting = new LinkedHashMap<>();
            for (HeldOrder held : topics.read(Topics.HELD, HeldOrder.class)) {
                boolean isOpen = held.getExpires() > now && !decided.contains(held.getCommandId());
                if (isOpen && held.getTenant().equals(cluster.tenant)) {
                    waiting.put(held.getCommandId(), held);
                }
            }
            PrintWriter out = spec.commandLine().getOut();
            waiting.values()
                    .forEach(held -> out.printf(
                            "%s  %s on %s  by rule %s  until %s  %s: %s%n",
                            held.getCommandId(),
                            held.getAction(),
                            held.getEndpoint(),
                            held.getRule(),
                            Instant.ofEpochMilli(held.getExpires()),
                            held.getGate(),
                            held.getWhy()));
            out.flush();
            spec.commandLine().getErr().printf("%,d waiting%n", waiting.size());
            return 0;
        }

        private static Set<String> decided(List<io.cordon.wire.Command> envelopes) {
            Set<String> decided = new HashSet<>();
            for (io.cordon.wire.Command envelope : envelopes) {
                decided.add(ControlTopics.payload(envelope).path("command_id").asText());
            }
            return decided;
        }
    }

    /** Has orders go out. */
    @Command(name = "approve", mixinStandardHelpOptions = true, description = "Has orders that wait go out.")
    static final class Approve extends PersonsWord {
        Approve() {
            super("approve", Duration.ofDays(2));
        }
    }

    /** Has orders never go out. */
    @Command(name = "reject", mixinStandardHelpOptions = true, description = "Has orders that wait never go out.")
    static final class Reject extends PersonsWord {
        Reject() {
            super("reject", Duration.ofDays(2));
        }
    }
}
