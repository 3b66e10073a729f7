package io.cordon.cli;

import io.cordon.engine.rule.Rule;
import io.cordon.engine.rule.RuleError;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Commands about policies. */
@Command(
        name = "policy",
        mixinStandardHelpOptions = true,
        description =
                "Check policies and endpoint records, see what a change would do, and bring them to a running contain job.",
        subcommands = {
            PolicyCommand.Check.class,
            PolicyCommand.Pin.class,
            PolicyDiffCommand.class,
            PolicyPushCommand.class
        })
final class PolicyCommand {
    /** Reads policies and endpoint records and says what is wrong with them. */
    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = {
                "Reads policies and endpoint records and prints each mistake as file:line:column: what was expected.",
                "Exits with 1 if there is any."
            })
    static final class Check implements Callable<Integer> {
        @Parameters(arity = "1..*", paramLabel = "FILE", description = "Policies, or files of endpoint records.")
        List<Path> files = List.of();

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it before call()
        CommandSpec spec;

        @Override
        public Integer call() {
            PrintWriter out = spec.commandLine().getOut();
            List<RuleError> errors = files.stream()
                    .flatMap(file -> PolicyFiles.errors(file).stream())
                    .toList();
            errors.forEach(out::println);
            out.flush();
            spec.commandLine().getErr().printf("%,d files, %,d mistakes%n", files.size(), errors.size());
            return errors.isEmpty() ? 0 : 1;
        }
    }

    /** Names the versions of rules that may block. */
    @Command(
            name = "pin",
            mixinStandardHelpOptions = true,
            description = {
                "Prints a policy with the versions of these rules: only in them may a rule do more than audit.",
                "Whoever pins says that this text of the rule may block; another version of it starts in audit."
            })
    static final class Pin implements Callable<Integer> {
        @Parameters(index = "0", paramLabel = "FILE", description = "The policy.")
        Path file = Path.of("");

        @Option(
                names = "--rules",
                required = true,
                arity = "1..*",
                paramLabel = "PATH",
                description = "Rule files, or folders of them.")
        List<Path> rules = List.of();

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it before call()
        CommandSpec spec;

        @Override
        public Integer call() {
            RuleFiles read = RuleFiles.read(rules, Rule.Mode.AUDIT);
            if (!read.errors().isEmpty()) {
                read.errors().forEach(spec.commandLine().getErr()::println);
                return 1;
            }
            spec.commandLine().getOut().print(PolicyFiles.pinned(file, read.rules()));
            spec.commandLine().getOut().flush();
            return 0;
        }
    }
}
