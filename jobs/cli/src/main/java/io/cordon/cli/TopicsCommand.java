package io.cordon.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Commands about Cordon's topics. */
@Command(
        name = "topics",
        description = "Create Cordon's topics and register their contracts.",
        subcommands = TopicsCommand.Create.class)
final class TopicsCommand {
    /** Applies the topics file. */
    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            description = {
                "Creates the topics that are missing and registers their Avro contracts.",
                "What is there already is compared and never changed: a topic's partition count is for life.",
                "Exits with 1 where something differs."
            })
    static final class Create implements Callable<Integer> {
        @Mixin
        ClusterOptions cluster = new ClusterOptions();

        @Option(
                names = "--replication",
                defaultValue = "0",
                paramLabel = "N",
                description =
                        "Copies of each partition, where the topics file's 3 are too many (1 on a single broker).")
        int replication;

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it before call()
        CommandSpec spec;

        @Override
        public Integer call() {
            TopicSetup.Outcome outcome = new TopicSetup(cluster, replication).apply();
            outcome.created().forEach(name -> spec.commandLine().getOut().println("created " + name));
            outcome.differences().forEach(line -> spec.commandLine().getOut().println("differs " + line));
            spec.commandLine().getOut().println(outcome.contracts() + " contracts are registered");
            return outcome.differences().isEmpty() ? 0 : 1;
        }
    }
}
