package io.cordon.cli;

import io.cordon.agent.Agent;
import io.cordon.agent.Identity;
import io.cordon.agent.RealPath;
import io.cordon.agent.kafka.Cluster;
import io.cordon.agent.kafka.KafkaAgent;
import io.cordon.agent.kafka.Telemetry;
import io.cordon.agent.linux.LinuxHost;
import io.cordon.schemas.KeyPairFile;
import io.cordon.schemas.Keyring;
import io.cordon.schemas.Purpose;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the reference agent on this Linux. */
@Command(
        name = "agent",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the reference agent on this Linux, until Ctrl-C: tells of its processes on the telemetry topic, carries out the"
                    + " commands for it, and answers.",
            "What it can't do here is not announced: isolation needs nft; without CAP_NET_ADMIN /proc is looked at instead of the"
                    + " kernel's process connector."
        },
        subcommands = AgentConformanceCommand.class)
final class AgentCommand implements Callable<Integer> {
    static final String VERSION = "cordon-agent 0.1.0-SNAPSHOT";

    @ArgGroup(exclusive = false)
    @Nullable
    ClusterOptions cluster;

    @Option(names = "--endpoint", paramLabel = "ID", description = "The endpoint that it acts for.")
    String endpoint = "";

    @Option(
            names = "--state",
            defaultValue = "/var/lib/cordon-agent",
            paramLabel = "FOLDER",
            description = "What it must not forget, and its quarantine (default: ${DEFAULT-VALUE}).")
    Path state = Path.of("");

    @Option(
            names = "--trust",
            arity = "1..*",
            paramLabel = "FILE",
            description =
                    "Public keys whose commands and desired states it obeys, as `cordon keys create` writes them.")
    List<Path> trusted = List.of();

    @Option(
            names = "--trust-kill-switch",
            arity = "1..*",
            paramLabel = "FILE",
            description = "Public keys that may turn the kill switch.")
    List<Path> killSwitch = List.of();

    @Option(
            names = "--retired",
            arity = "1..*",
            paramLabel = "FILE",
            description = "Public keys that it trusted once: what they signed is refused, and the answer says why.")
    List<Path> retired = List.of();

    @Option(
            names = "--protected",
            paramLabel = "FILE",
            description = "Full paths of more images and files that are never touched, one a line; a star may end one.")
    @Nullable
    Path isProtected;

    @Option(
            names = "--network",
            paramLabel = "FILE",
            description = "The network namespace that isolation cuts off, such as /run/netns/NAME (default: its own).")
    @Nullable
    Path network;

    @Option(
            names = "--give-up",
            defaultValue = "10",
            paramLabel = "MINUTES",
            description =
                    "It ends an isolation under which it reaches no broker for so long (default: ${DEFAULT-VALUE}).")
    int giveUpMinutes = 10;

    @Option(
            names = "--look-back",
            defaultValue = "60",
            paramLabel = "MINUTES",
            description = "How old commands an agent without memory looks at (default: ${DEFAULT-VALUE}).")
    int lookBackMinutes = 60;

    @Option(names = "--no-telemetry", description = "Write no records; another sensor does.")
    boolean silent;

    @Option(
            names = "--deny-images",
            description =
                    "Have the kernel ask before it runs an image, while any is denied by hash (fanotify). An agent that is"
                            + " halted from outside then holds up each start on this machine.")
    boolean denyImages;

    @Option(names = "--poll", description = "Look at /proc also where the kernel would tell.")
    boolean poll;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        ClusterOptions where = cluster;
        if (where == null || endpoint.isEmpty() || trusted.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "an agent needs --kafka, --registry, --endpoint and --trust");
        }
        Identity identity = new Identity(where.tenant, endpoint, VERSION);
        Cluster reached =
                new Cluster(where.kafkaProperties(), where.schemaRegistry(), where.registryUrl(), where.prefix);
        LinuxHost.Settings settings =
                new LinuxHost.Settings(state, protectedPaths(where), Optional.ofNullable(network), poll, denyImages);
        CountDownLatch ended = new CountDownLatch(1);
        Problems problems = new Problems();
        try (Telemetry telemetry = new Telemetry(reached, identity);
                LinuxHost linux =
                        LinuxHost.start(identity, settings, silent ? record -> {} : telemetry, problems::tell);
                Agent agent = Agent.open(identity, keyring(), linux.host(), state, System::currentTimeMillis);
                KafkaAgent running = new KafkaAgent(
                        agent,
                        reached,
                        new KafkaAgent.Settings(
                                Duration.ofMinutes(lookBackMinutes),
                                Duration.ofMinutes(giveUpMinutes),
                                linux.network(),
                                () -> condition(linux, telemetry)))) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(running, ended), "agent-end"));
            running.run(() -> say(identity, agent, linux), problem -> problems.tell("waiting: " + problem));
        } catch (IOException e) {
            throw new CommandException(String.valueOf(e.getMessage()), e);
        } finally {
            ended.countDown();
        }
        return 0;
    }

    /** How well it sees, and how many records did not reach Kafka. */
    private static Map<String, String> condition(LinuxHost linux, Telemetry telemetry) {
        Map<String, String> condition = new TreeMap<>(linux.condition());
        if (telemetry.lost() > 0) {
            condition.put("telemetry_lost", Long.toString(telemetry.lost()));
        }
        return condition;
    }

    /** Ctrl-C ends it in order: what it did is written down and answered. */
    private static void end(KafkaAgent running, CountDownLatch ended) {
        running.close();
        try {
            ended.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void say(Identity identity, Agent agent, LinuxHost linux) {
        spec.commandLine()
                .getOut()
                .println("agent for " + identity.key() + ", processes told by " + linux.source() + "; can "
                        + String.join(", ", agent.capabilities()));
        spec.commandLine().getOut().flush();
    }

    /** Tells what is wrong when that changes: a broker that is away is told once. */
    private final class Problems {
        private String last = "";

        synchronized void tell(String problem) {
            if (!problem.equals(last)) {
                last = problem;
                spec.commandLine().getErr().println("cordon: " + problem);
                spec.commandLine().getErr().flush();
            }
        }
    }

    /** What is given, and the files that it was started with: without its keys and its way to Kafka it would not start again. */
    private List<String> protectedPaths(ClusterOptions where) {
        List<String> paths = new ArrayList<>(isProtected == null ? List.of() : lines(isProtected));
        Stream.of(trusted, killSwitch, retired, isProtected == null ? List.<Path>of() : List.of(isProtected))
                .flatMap(List::stream)
                .forEach(file -> paths.add(RealPath.of(file).toString()));
        Stream.concat(Stream.of(where.kafka, where.registry), where.kafkaProperties().values().stream())
                .map(value -> Path.of(String.valueOf(value)))
                .filter(Files::isRegularFile) // properties, trust stores, key stores
                .forEach(file -> paths.add(RealPath.of(file).toString()));
        return paths;
    }

    private Keyring keyring() {
        Keyring keyring = Keyring.empty();
        for (Path file : trusted) {
            PublicKey key = publicKey(file);
            keyring = keyring.trusting(Purpose.COMMAND, key).trusting(Purpose.DESIRED_STATE, key);
        }
        for (Path file : killSwitch) {
            keyring = keyring.trusting(Purpose.KILL_SWITCH, publicKey(file));
        }
        for (Path file : retired) {
            keyring = keyring.retiring(publicKey(file));
        }
        return keyring;
    }

    private static PublicKey publicKey(Path file) {
        try {
            return KeyPairFile.readPublic(Files.readString(file));
        } catch (IOException e) {
            throw new CommandException("cannot read " + file + ": " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new CommandException(file + ": " + e.getMessage(), e);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new CommandException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
