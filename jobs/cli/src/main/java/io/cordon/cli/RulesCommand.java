package io.cordon.cli;

import io.cordon.engine.rule.Rule;
import io.cordon.schemas.RuleManifest;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Commands about rules. */
@Command(
        name = "rules",
        mixinStandardHelpOptions = true,
        description = "Check and test rules, and bring them to a running detect job.",
        subcommands = {
            RulesCommand.Check.class,
            RulesTestCommand.class,
            RulesExplainCommand.class,
            RulesStatsCommand.class,
            RulesCommand.Push.class
        })
final class RulesCommand {
    /** Reads rules and says which do not compile. */
    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = {
                "Reads Sigma and EQL rules and prints each that does not compile as file:line:column: what was expected.",
                "Exits with 1 if there is any."
            })
    static final class Check implements Callable<Integer> {
        @Parameters(arity = "1..*", paramLabel = "PATH", description = "Rule files, or folders of them.")
        List<Path> paths = List.of();

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it before call()
        CommandSpec spec;

        @Override
        public Integer call() {
            RuleFiles read = RuleFiles.read(paths, Rule.Mode.AUDIT);
            PrintWriter out = spec.commandLine().getOut();
            read.errors().forEach(out::println);
            spec.commandLine()
                    .getErr()
                    .printf(
                            "%,d rules compile, %,d do not%n",
                            read.rules().size(), read.errors().size());
            return read.errors().isEmpty() ? 0 : 1;
        }
    }

    /** Publishes rules as the set in force. */
    @Command(
            name = "push",
            mixinStandardHelpOptions = true,
            description = {
                "Publishes these rules as the one set in force: rules that are not among them stop judging.",
                "A set takes effect whole, in a running job too. Where one rule does not compile, nothing is published;"
                        + " nor, without --yes, where a filter or a correlation silences one that may block."
            })
    static final class Push implements Callable<Integer> {
        @Parameters(arity = "1..*", paramLabel = "PATH", description = "Rule files, or folders of them.")
        List<Path> paths = List.of();

        @Option(
                names = "--mode",
                defaultValue = "block",
                description = "The most that policy may make of these rules: ${COMPLETION-CANDIDATES}"
                        + " (default: ${DEFAULT-VALUE}, so all that policy says; off does not judge).")
        Rule.Mode mode = Rule.Mode.BLOCK;

        @Option(names = "--yes", description = "Rules that may block may be silenced by filters and correlations.")
        boolean yes;

        @Option(
                names = "--key",
                required = true,
                paramLabel = "FILE",
                description = "A private key that detect trusts for this (--rules-trust).")
        Path key = Path.of("");

        @Mixin
        ClusterOptions cluster = new ClusterOptions();

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it before call()
        CommandSpec spec;

        @Override
        public Integer call() {
            RuleFiles read = RuleFiles.read(paths, mode);
            PrintWriter err = spec.commandLine().getErr();
            if (!read.errors().isEmpty()) {
                read.errors().forEach(err::println);
                err.println("nothing was pushed");
                return 1;
            }
            if (mode.compareTo(Rule.Mode.WARN) >= 0 && !read.silenced().isEmpty()) {
                read.silenced()
                        .forEach(one -> err.printf(
                                "%s (%s), which may block, is silenced by %s%n",
                                one.rule().title(), one.rule().id(), one.by().file()));
                if (!yes) {
                    err.println("nothing was pushed: --yes pushes it so, --mode audit lets none of them block");
                    return 1;
                }
            }
            RuleManifest pushed = new RulePush(cluster).push(read.documents(), mode, key);
            spec.commandLine()
                    .getOut()
                    .printf(
                            "pushed %,d rules as set %.12s, number %d: policy may make %s of them at most%n",
                            read.rules().size(), pushed.id(), pushed.sequence(), mode);
            spec.commandLine().getOut().flush();
            return 0;
        }
    }
}
