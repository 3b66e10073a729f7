package io.cordon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cordon.lab.Lab;
import io.cordon.lab.LabOptions;
import io.cordon.schemas.Topics;
import io.cordon.wire.Command;
import io.cordon.wire.HeldOrder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lets a rule go wild and looks whether contain's budgets hold and what it costs the others. */
@picocli.CommandLine.Command(
        name = "flood",
        mixinStandardHelpOptions = true,
        description = {
            "Runs contain in a cluster of its own on findings of two rules: first of a calm one by itself for a minute, then for"
                    + " as long beside a rule gone wild (100,000 findings). Before both another rule goes wild for half a minute, so that a JVM is"
                    + " measured that has held something back before.",
            "Prints what went out of each against the budgets (50 commands of the wild rule, 3 on an endpoint; exit code 1 where"
                    + " one is exceeded), and the calm rule's latency from a finding's append to its command's, alone and during the"
                    + " flood. In the end the kill switch is turned on while the calm rule goes on, and it prints when the last command"
                    + " was appended (exit code 1 where one was over a second after the switch)."
        })
final class BenchFloodCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int OF_RULE = 50;
    private static final int OF_ENDPOINT = 3;
    private static final int CALM_RATE = 20;
    private static final long A_SECOND = 1_000;
    private static final String POLICY = """
            policy: flood
            policies: [{mode: block}]
            versions: {wild: '1', wild-before: '1', calm: '1'}
            budgets:
              - {per: rule, only: [wild, wild-before], commands: %d, within: 1h}
              - {per: endpoint, commands: %d, within: 1h}
            spread: 1000000
            breaker: {at-least: 1000000}
            respond: {sends: 1, escalate: none}
            """.formatted(OF_RULE, OF_ENDPOINT);

    @Option(names = "--findings", defaultValue = "100000", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
    int findings = 100_000;

    @Option(
            names = "--seconds",
            defaultValue = "60",
            paramLabel = "N",
            description = "In how long (default: ${DEFAULT-VALUE}).")
    int seconds = 60;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    CommandSpec spec;

    private final Steps steps = Steps.onStandardError();

    /** What went out: by rule, by rule and endpoint, and the calm rule's latencies in ms. */
    private record Out(Map<String, Integer> rules, int mostOnEndpoint, List<Long> alone, List<Long> beside) {
        int calm() {
            return rules.getOrDefault(Flood.CALM, 0);
        }
    }

    /**
     * What still went out after the kill switch was turned on.
     *
     * @param lastMillis how long after it the last command was appended, or less than 0 where none was
     * @param late how many were over a second after it
     */
    private record Stopped(long lastMillis, int late) {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (DemoFolder folder = DemoFolder.make();
                Lab lab = steps.step(
                        "Starting the broker, the registry, the JobManager and the TaskManager",
                        () -> Lab.start(LabOptions.laptop(Project.root(), folder.path())))) {
            ClusterOptions cluster = ClusterOptions.of(lab.kafka(), lab.registry(), "");
            steps.step("Creating the topics, submitting contain", () -> submit(lab, cluster, folder.path()));
            try (Flood flood = new Flood(cluster);
                    TopicReader topics = new TopicReader(cluster)) {
                int wild = findings / seconds;
                steps.step("Warming up, with another rule gone wild", () -> run(flood, 30, wild, Flood.EARLIER));
                long from = System.currentTimeMillis();
                steps.step("The calm rule alone", () -> run(flood, seconds, 0, Flood.WILD));
                long between = System.currentTimeMillis();
                steps.step("Beside the wild rule", () -> run(flood, seconds, wild, Flood.WILD));
                long to = System.currentTimeMillis();
                Out out = steps.step("Waiting for the last commands", () -> settled(topics, flood, from, between));
                long calm = calm(flood);
                Stopped stopped = steps.step(
                        "The kill switch on, and the calm rule goes on",
                        () -> stop(flood, topics, cluster, folder.path()));
                boolean holds = tell(out, calm, held(topics), to - between, stopped);
                if (holds) {
                    folder.discard();
                }
                return holds ? 0 : 1;
            }
        }
    }

    private static boolean submit(Lab lab, ClusterOptions cluster, Path folder)
            throws IOException, InterruptedException {
        new TopicSetup(cluster, 1).apply();
        Path key = folder.resolve("signing.key");
        Path policy = Files.writeString(folder.resolve("flood.policy.yml"), POLICY);
        Cordon.commandLine().execute("keys", "create", key.toString());
        List<String> arguments = new ArrayList<>(cluster.asArguments());
        arguments.addAll(List.of("--start", "earliest", "--key", key.toString(), "--policy", policy.toString()));
        arguments.addAll(List.of("--trust", "kill-switch=" + key + ".pub"));
        String job = lab.submit(JobName.contain.jar(), arguments);
        while (!lab.flink().allTasksRun(job)) {
            TimeUnit.MILLISECONDS.sleep(200);
        }
        return true;
    }

    private static boolean run(Flood flood, int seconds, int wild, String rule) {
        flood.run(Duration.ofSeconds(seconds), CALM_RATE, wild, rule);
        return true;
    }

    private static Stopped stop(Flood flood, TopicReader topics, ClusterOptions cluster, Path folder) {
        List<String> command = new ArrayList<>(List.of("kill-switch", "on"));
        command.addAll(List.of("--key", folder.resolve("signing.key").toString()));
        command.addAll(cluster.asArguments());
        Cordon.commandLine().setOut(new PrintWriter(Writer.nullWriter())).execute(command.toArray(String[]::new));
        run(flood, 10, 0, Flood.WILD);
        long[] on = new long[1];
        topics.read(Topics.KILL_SWITCH, Command.class, key -> true, (turn, append) -> on[0] = append);
        long[] last = {Long.MIN_VALUE};
        int[] late = new int[1];
        topics.read(Topics.COMMANDS, Command.class, key -> true, (order, append) -> {
            last[0] = Math.max(last[0], append - on[0]);
            late[0] += append - on[0] > A_SECOND ? 1 : 0;
        });
        return new Stopped(last[0], late[0]);
    }

    /** The commands, once the calm rule's all have come, or no more come. */
    private static Out settled(TopicReader topics, Flood flood, long from, long between) throws InterruptedException {
        long expected = calm(flood);
        Out out = read(topics, flood, from, between);
        for (int i = 0; i < 30 && out.calm() < expected; i++) {
            TimeUnit.SECONDS.sleep(1);
            out = read(topics, flood, from, between);
        }
        return out;
    }

    private static long calm(Flood flood) {
        return flood.appended().keySet().stream()
                .filter(id -> id.startsWith(Flood.CALM))
                .count();
    }

    private static Out read(TopicReader topics, Flood flood, long from, long between) {
        Map<String, Integer> rules = new HashMap<>();
        Map<String, Integer> endpoints = new HashMap<>();
        List<Long> alone = new ArrayList<>();
        List<Long> beside = new ArrayList<>();
        topics.read(Topics.COMMANDS, Command.class, key -> true, (command, append) -> {
            JsonNode why = why(command);
            String rule = why.path("rule").asText();
            rules.merge(rule, 1, Integer::sum);
            endpoints.merge(command.getEndpoint(), 1, Integer::sum);
            Long found = flood.appended().get(why.path("finding").asText());
            if (rule.equals(Flood.CALM) && found != null && found >= from) {
                (found < between ? alone : beside).add(append - found);
            }
        });
        int most = endpoints.values().stream().mapToInt(one -> one).max().orElse(0);
        return new Out(rules, most, alone, beside);
    }

    private static JsonNode why(Command command) {
        try {
            return JSON.readTree(StandardCharsets.UTF_8
                            .decode(command.getPayload().duplicate())
                            .toString())
                    .at("/args/x-cordon/why");
        } catch (IOException e) {
            throw new CommandException("a command cannot be read: " + e.getMessage(), e);
        }
    }

    private static int held(TopicReader topics) {
        int[] held = new int[1];
        topics.read(
                Topics.HELD,
                HeldOrder.class,
                key -> true,
                (order, append) -> held[0] += order.getRule().equals(Flood.WILD) ? 1 : 0);
        return held[0];
    }

    private boolean tell(Out out, long calm, int held, long millis, Stopped stopped) {
        PrintWriter to = spec.commandLine().getOut();
        int wild = out.rules().getOrDefault(Flood.WILD, 0);
        to.printf(
                "wild: %,d findings in %.0f s, %,d commands of %,d, %,d held%n",
                findings, millis / 1e3, wild, OF_RULE, held);
        to.printf("at most %d commands on an endpoint, of %d%n", out.mostOnEndpoint(), OF_ENDPOINT);
        to.printf(
                "calm: %,d commands of %,d; alone p50 %d ms, p99 %d ms; beside the flood p50 %d ms, p99 %d ms%n",
                out.calm(),
                calm,
                percentile(out.alone(), 50),
                percentile(out.alone(), 99),
                percentile(out.beside(), 50),
                percentile(out.beside(), 99));
        to.printf(
                "kill switch: %s, %d over a second after it%n",
                stopped.lastMillis() < 0
                        ? "no command after it"
                        : "the last command " + stopped.lastMillis() + " ms after it",
                stopped.late());
        to.flush();
        return stopped.late() == 0 && wild == OF_RULE && out.mostOnEndpoint() <= OF_ENDPOINT && out.calm() == calm;
    }

    private static long percentile(List<Long> values, int percent) {
        if (values.isEmpty()) {
            return -1;
        }
        Collections.sort(values);
        return values.get(Math.max(0, (int) Math.ceil(values.size() * percent / 100.0) - 1));
    }
}
