package io.cordon.cli;

import io.cordon.lab.LabException;
import io.cordon.schemas.MissingContractException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The launcher's root command. */
@Command(
        name = "cordon",
        description = "Behavioural blocking and containment as stream processing on Apache Flink.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            HelpCommand.class,
            DemoCommand.class,
            SubmitCommand.class,
            TopicsCommand.class,
            RulesCommand.class,
            PolicyCommand.class,
            ApprovalsCommand.class,
            OrdersCommand.class,
            KillSwitchCommand.class,
            VerdictCommand.class,
            KeysCommand.class,
            AgentCommand.class,
            ReplayCommand.class,
            QueryCommand.class,
            StoryCommand.class,
            BenchCommand.class
        },
        mixinStandardHelpOptions = true,
        version = "cordon 0.1.0-SNAPSHOT")
public final class Cordon {
    private static volatile boolean ending;

    private Cordon() {}

    /** The command line, ready to be executed. */
    public static CommandLine commandLine() {
        return new CommandLine(new Cordon())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((problem, command, parsed) -> {
                    if (ending) {
                        return CommandLine.ExitCode.SOFTWARE; // Ctrl-C: what fails now fails because of it
                    }
                    if (problem instanceof LabException
                            || problem instanceof CommandException
                            || problem instanceof MissingContractException) {
                        command.getErr().println("cordon: " + problem.getMessage());
                        return CommandLine.ExitCode.USAGE;
                    }
                    throw problem;
                });
    }

    public static void main(String[] arguments) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> ending = true, "ending"));
        System.exit(commandLine().execute(arguments));
    }
}
