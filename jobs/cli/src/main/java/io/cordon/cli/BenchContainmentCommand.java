package io.cordon.cli;

import io.cordon.lab.Lab;
import io.cordon.lab.LabOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Has real processes found and really killed on this machine, and measures how long that takes. */
@Command(
        name = "containment",
        mixinStandardHelpOptions = true,
        description = {
            "Starts a broker, a registry, a Flink cluster with the three jobs, and the reference agent. Then, again and again: a"
                    + " harmless stand-in for a fileless chain (shell, interpreter fed from a pipe, program in memory, connection"
                    + " on loopback) is started, told by the agent, found by a rule, and killed by a command; beside it live the"
                    + " same image and arguments without the pipe, the same chain under a protected interpreter, and a process"
                    + " that was given the pid of the killed interpreter and gets the same order once more.",
            "Prints what was missed and wrongly killed (exit code 1), the time from the program's exec to its end, and beside"
                    + " it the plain round trip Kafka, Flink (ingest), Kafka of a record written in the same moment.",
            "Needs Linux, root, perl and bash. The rule can hardly hit anything else that runs here, but it would be killed too."
        })
final class BenchContainmentCommand implements Callable<Integer> {
    private static final String RULE = "rules/fileless/f13_piped_script_runs_memory_program.yml";
    private static final String POLICY = """
            policy: bench
            policies: [{mode: block}]
            spread: 1000000
            breaker: {at-least: 1000000}
            respond: {escalate: none}
            """;
    private static final String AGENT = "agent";
    private static final String ENDPOINT = "here";
    /** How many kinds of process are killed. */
    private static final int KINDS = 4;

    @Option(names = "--runs", defaultValue = "1000", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
    int runs = 1_000;

    @Option(
            names = "--kill",
            description =
                    "In some runs, right after the chain was started: SIGKILL to the TaskManager, the agent, the broker"
                            + " and the registry in turn.")
    boolean kill;

    @Option(
            names = "--every",
            defaultValue = "5",
            paramLabel = "N",
            description = "In every Nth (default: ${DEFAULT-VALUE}).")
    int every = 5;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    CommandSpec spec;

    private final Steps steps = Steps.onStandardError();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!StandIns.canRun()) {
            throw new CommandException("this needs Linux, root, /usr/bin/perl and /bin/bash");
        }
        PrintWriter out = spec.commandLine().getOut();
        Path root = Project.root();
        try (DemoFolder folder = DemoFolder.make();
                StandIns standIns = new StandIns(folder.path());
                Lab lab = steps.step(
                        "Starting the broker, the registry, the JobManager and the TaskManager",
                        () -> Lab.start(LabOptions.laptop(root, folder.path())))) {
            ClusterOptions cluster = ClusterOptions.of(lab.kafka(), lab.registry(), "");
            Path spared = Files.writeString(folder.path().resolve("protected.txt"), standIns.spared() + "\n");
            Path policy = Files.writeString(folder.path().resolve("bench.policy.yml"), POLICY);
            Deployment deployment = new Deployment(lab, cluster, folder.path(), steps);
            deployment.deploy(
                    List.of(root.resolve(RULE)),
                    policy,
                    Map.of(JobName.contain, List.of("--protected", spared.toString())));
            steps.step("Starting the reference agent", () -> {
                startAgent(lab, cluster, folder.path(), spared);
                return true;
            });
            ContainmentTally tally;
            try (ContainmentWatch watch = new ContainmentWatch(cluster);
                    ContainmentRuns bench = new ContainmentRuns(cluster, ENDPOINT, deployment.key(), standIns, watch)) {
                bench.warmUp();
                tally = steps.step(
                        "Running " + runs + " chains with three decoys each",
                        () -> bench.run(
                                runs,
                                run -> meanwhile(run, lab, () -> startAgent(lab, cluster, folder.path(), spared))));
            }
            tally.print(out);
            out.flush();
            if (tally.isClean()) {
                folder.discard();
            }
            return tally.isClean() ? 0 : 1;
        }
    }

    private void meanwhile(int run, Lab lab, Runnable startAgent) {
        if (!kill || run % every != every - 1) {
            return;
        }
        switch (run / every % KINDS) {
            case 0 -> {
                lab.killTaskManager();
                lab.startTaskManager();
            }
            case 1 -> {
                lab.kill(AGENT);
                startAgent.run();
            }
            case 2 -> lab.restartBroker();
            default -> lab.restartRegistry();
        }
    }

    private static void startAgent(Lab lab, ClusterOptions cluster, Path folder, Path spared) {
        lab.run(AGENT, Cordon.class.getName(), agent(cluster, folder, spared), () -> isReady(folder));
    }

    private static List<String> agent(ClusterOptions cluster, Path folder, Path spared) {
        List<String> command = new ArrayList<>(List.of("agent"));
        command.addAll(cluster.asArguments());
        command.addAll(List.of(
                "--endpoint", ENDPOINT, "--state", folder.resolve("agent").toString()));
        command.addAll(List.of("--trust", folder.resolve("signing.key.pub").toString()));
        command.addAll(List.of("--protected", spared.toString()));
        return command;
    }

    /** It says so in its log. */
    private static boolean isReady(Path folder) {
        try {
            return Files.readString(folder.resolve(AGENT + ".log")).contains("agent for ");
        } catch (IOException e) {
            return false;
        }
    }
}
