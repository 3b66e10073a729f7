package io.cordon.cli;

import io.cordon.agent.Identity;
import io.cordon.agent.conformance.Kit;
import io.cordon.agent.conformance.KitKeys;
import io.cordon.agent.conformance.ProgramRestart;
import io.cordon.agent.conformance.ProgramVictims;
import io.cordon.agent.conformance.Restart;
import io.cordon.agent.conformance.Verdict;
import io.cordon.agent.conformance.Victims;
import io.cordon.agent.kafka.Cluster;
import io.cordon.agent.kafka.KafkaWire;
import io.cordon.schemas.KeyPairFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the contract's cases against an agent. */
@Command(
        name = "conformance",
        mixinStandardHelpOptions = true,
        description = {
            "Puts each case of the command contract on the topics, byte by byte, and compares what the agent answers and does.",
            "Without --kafka a broker, a registry and the reference agent are started on this machine. Exits with 1 where a case"
                    + " fails.",
            "docs/agents.md says how an agent of one's own is run against it."
        })
final class AgentConformanceCommand implements Callable<Integer> {
    @ArgGroup(exclusive = false)
    @Nullable
    ClusterOptions cluster;

    @Option(
            names = "--endpoint",
            defaultValue = "kit",
            paramLabel = "ID",
            description = "The endpoint that the agent acts for (default: ${DEFAULT-VALUE}).")
    String endpoint = "";

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "The private key that the agent trusts for commands and desired states.")
    @Nullable
    Path key;

    @Option(
            names = "--kill-switch-key",
            paramLabel = "FILE",
            description = "The private key that it trusts for the kill switch alone.")
    @Nullable
    Path killSwitchKey;

    @Option(names = "--retired-key", paramLabel = "FILE", description = "A private key that it trusted once.")
    @Nullable
    Path retiredKey;

    @Option(
            names = "--victims",
            arity = "1..*",
            paramLabel = "COMMAND",
            description = "A program that starts processes on the agent's endpoint and looks whether they live.")
    List<String> victims = List.of();

    @Option(
            names = "--restart",
            arity = "1..*",
            paramLabel = "COMMAND",
            description = "A program that kills the agent, and starts it anew.")
    List<String> restart = List.of();

    @Option(names = "--only", paramLabel = "TEXT", description = "Only the cases whose group or name has this in it.")
    String only = "";

    @Option(names = "--junit", paramLabel = "FILE", description = "Write the outcome as JUnit's XML too.")
    @Nullable
    Path junit;

    @Option(names = "--list", description = "Print the cases and run none.")
    boolean list;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (list) {
            Kit.names().forEach(out::println);
            out.flush();
            return 0;
        }
        List<Verdict> verdicts = cluster == null ? runOwn(out) : runGiven(cluster, out);
        long failed = verdicts.stream().filter(Verdict::failed).count();
        long notRun = verdicts.stream().filter(one -> !one.notRun().isEmpty()).count();
        out.printf(
                Locale.ROOT, "%d passed, %d failed, %d not run%n", verdicts.size() - failed - notRun, failed, notRun);
        out.flush();
        if (junit != null) {
            JunitReport.write("agent conformance", verdicts, junit);
        }
        return failed == 0 && notRun < verdicts.size() ? 0 : 1;
    }

    private List<Verdict> runOwn(PrintWriter out) throws IOException {
        try (DemoFolder folder = DemoFolder.make();
                LabAgent agent = LabAgent.start(folder.path(), endpoint, Steps.onStandardError())) {
            List<Verdict> verdicts =
                    run(agent.cluster(), agent.identity(), agent.keys(), agent.victims(), Optional.of(agent), out);
            folder.discard();
            return verdicts;
        }
    }

    private List<Verdict> runGiven(ClusterOptions given, PrintWriter out) throws IOException {
        if (key == null || victims.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "an agent of your own needs --key and --victims");
        }
        Cluster reached =
                new Cluster(given.kafkaProperties(), given.schemaRegistry(), given.registryUrl(), given.prefix);
        KitKeys keys = new KitKeys(pair(key), optional(killSwitchKey), optional(retiredKey));
        Optional<Restart> anew = restart.isEmpty() ? Optional.empty() : Optional.of(new ProgramRestart(restart));
        try (Victims theirs = new ProgramVictims(victims)) {
            return run(reached, new Identity(given.tenant, endpoint, ""), keys, theirs, anew, out);
        }
    }

    private List<Verdict> run(
            Cluster reached, Identity identity, KitKeys keys, Victims theirs, Optional<Restart> anew, PrintWriter out)
            throws IOException {
        try (KafkaWire wire = new KafkaWire(reached, identity)) {
            return new Kit(identity, wire, keys, theirs, anew)
                    .run(name -> name.contains(only), verdict -> tell(verdict, out));
        }
    }

    private static void tell(Verdict verdict, PrintWriter out) {
        String mark = verdict.failed() ? "FAIL" : verdict.notRun().isEmpty() ? "ok" : "-";
        out.printf(Locale.ROOT, "%-4s %5.1f s  %-13s  %s%n", mark, verdict.seconds(), verdict.group(), verdict.name());
        verdict.differences().forEach(line -> out.println("               " + line));
        if (!verdict.notRun().isEmpty()) {
            out.println("               not run: " + verdict.notRun());
        }
        out.flush();
    }

    private static Optional<KeyPair> optional(@Nullable Path file) {
        return file == null ? Optional.empty() : Optional.of(pair(file));
    }

    private static KeyPair pair(Path file) {
        try {
            return KeyPairFile.readPrivate(Files.readString(file));
        } catch (IOException e) {
            throw new CommandException("cannot read " + file + ": " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new CommandException(file + ": " + e.getMessage(), e);
        }
    }
}
