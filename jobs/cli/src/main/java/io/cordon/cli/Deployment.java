package io.cordon.cli;

import io.cordon.engine.rule.Rule;
import io.cordon.lab.Lab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Brings topics, rules, a signing key and the three jobs to a lab, through the commands that a user has. */
public final class Deployment {
    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(2);

    private final Lab lab;
    private final ClusterOptions cluster;
    private final Path folder;
    private final Steps steps;

    public Deployment(Lab lab, ClusterOptions cluster, Path folder, Steps steps) {
        this.lab = lab;
        this.cluster = cluster;
        this.folder = folder;
        this.steps = steps;
    }

    /** Returns each job's id when all their tasks run; any rule's finding kills, since what is replayed harms nobody. */
    public Map<JobName, String> deploy(List<Path> rules, List<String> containArguments) {
        Path demo = Project.root().resolve("rules/demo/demo.policy.yml");
        return deploy(rules, demo, Map.of(JobName.contain, containArguments));
    }

    /**
     * Returns each job's id when all their tasks run, under a policy that names no versions yet.
     *
     * @param more arguments of the jobs' own
     */
    public Map<JobName, String> deploy(List<Path> rules, Path said, Map<JobName, List<String>> more) {
        steps.step("Creating the topics and registering the contracts", () -> new TopicSetup(cluster, 1).apply());
        Path key = key();
        Path policy = folder.resolve("policy.yml");
        steps.step("Pushing the rules, pinning them in the policy, making a signing key", () -> {
            run(List.of("keys", "create", key.toString()), List.of());
            push("block", rules);
            Files.writeString(
                    policy,
                    PolicyFiles.pinned(
                            said, RuleFiles.read(rules, Rule.Mode.BLOCK).rules()));
            return true;
        });
        Map<JobName, List<String>> own = new LinkedHashMap<>();
        own.put(JobName.ingest, List.of("--from", cluster.topic("telemetry")));
        own.put(JobName.detect, List.of("--rules-trust", key + ".pub", "--policy", policy.toString()));
        own.put(JobName.contain, List.of("--key", key.toString(), "--policy", policy.toString()));
        more.forEach((job, arguments) -> own.merge(
                job,
                arguments,
                (ours, theirs) -> Stream.concat(ours.stream(), theirs.stream()).toList()));
        Map<JobName, String> ids =
                steps.step("Submitting ingest, detect and contain with Flink's own client", () -> submit(own));
        steps.step("Waiting until every task runs", () -> awaitRunning(ids));
        return ids;
    }

    /** What commands are signed with; its public half lies beside it. */
    Path key() {
        return folder.resolve("signing.key");
    }

    /** Brings rules into force, instead of those that were; the jobs may run. */
    public void push(String mode, List<Path> rules) {
        List<String> command =
                new ArrayList<>(List.of("rules", "push", "--yes", "--mode", mode, "--key", key().toString()));
        rules.forEach(path -> command.add(path.toString()));
        run(command, cluster.asArguments());
    }

    private Map<JobName, String> submit(Map<JobName, List<String>> own)
            throws ExecutionException, InterruptedException {
        ExecutorService clients = Executors.newFixedThreadPool(own.size());
        try {
            Map<JobName, Future<String>> running = new LinkedHashMap<>();
            own.forEach((job, more) -> {
                List<String> arguments = new ArrayList<>(cluster.asArguments());
                arguments.addAll(List.of("--start", "earliest"));
                arguments.addAll(more);
                running.put(job, clients.submit(() -> lab.submit(job.jar(), arguments)));
            });
            Map<JobName, String> ids = new LinkedHashMap<>();
            for (Map.Entry<JobName, Future<String>> client : running.entrySet()) {
                ids.put(client.getKey(), client.getValue().get());
            }
            return ids;
        } finally {
            clients.shutdownNow();
        }
    }

    private boolean awaitRunning(Map<JobName, String> ids) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE;
        for (Map.Entry<JobName, String> job : ids.entrySet()) {
            while (!lab.flink().allTasksRun(job.getValue())) {
                if (System.nanoTime() > deadline) {
                    throw new CommandException(job.getKey() + " does not run: it is "
                            + lab.flink().state(job.getValue()) + "; the logs are in " + folder);
                }
                TimeUnit.MILLISECONDS.sleep(200);
            }
        }
        return true;
    }

    private static void run(List<String> command, List<String> options) {
        List<String> all = new ArrayList<>(command);
        all.addAll(options);
        int code = Cordon.commandLine().execute(all.toArray(String[]::new));
        if (code != 0) {
            throw new CommandException("`cordon " + String.join(" ", command) + "` ended with exit code " + code);
        }
    }
}
