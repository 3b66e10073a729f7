package io.cordon.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cordon.cli.ClusterOptions;
import io.cordon.cli.Cordon;
import io.cordon.cli.Feed;
import io.cordon.schemas.CommandVerifier;
import io.cordon.schemas.Order;
import io.cordon.schemas.OrderTarget;
import io.cordon.schemas.Topics;
import io.cordon.schemas.Verb;
import io.cordon.wire.Command;
import io.cordon.wire.EndpointEvent;
import io.cordon.wire.Finding;
import io.cordon.wire.FindingState;
import io.cordon.wire.Mode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The way of attacks round the feedback loop, each over four hosts. */
final class FeedbackRound implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String INDICATOR = "cordon.indicator";

    private final ClusterOptions cluster;
    private final RunningJobs jobs;
    private final Path person;
    private final PublicKey signer;
    private final Feed feed;
    private final TopicLog<EndpointEvent> events;
    private final TopicLog<Command> words;
    private final TopicLog<Finding> findings;
    private final TopicLog<Command> commands;

    /**
     * An attack.
     *
     * @param hash of the program that it comes with
     * @param whole how it goes where nobody knows it yet
     * @param first how it begins elsewhere, with the process {@code program}
     * @param rest how it would go on there
     * @param behaviour the process that is to be killed for that, by the rules
     */
    record Attack(
            String name,
            String hash,
            Consumer<SysmonHost> whole,
            Consumer<SysmonHost> first,
            Consumer<SysmonHost> rest,
            String behaviour) {}

    /**
     * @param person the key of somebody whose verdicts count
     * @param signer whose commands agents obey
     */
    FeedbackRound(ClusterOptions cluster, RunningJobs jobs, Path person, PublicKey signer) {
        this.cluster = cluster;
        this.jobs = jobs;
        this.person = person;
        this.signer = signer;
        feed = new Feed(cluster.kafkaProperties(), cluster.topic(Topics.TELEMETRY));
        events = new TopicLog<>(cluster, Topics.ENDPOINT_EVENTS, EndpointEvent.class);
        words = new TopicLog<>(cluster, Topics.INDICATORS, Command.class);
        findings = new TopicLog<>(cluster, Topics.FINDINGS, Finding.class);
        commands = new TopicLog<>(cluster, Topics.COMMANDS, Command.class);
    }

    /** The fleet was seen yesterday, or nothing is known of what is rare in it. */
    void grows() throws Exception {
        new SysmonHost("old.example", feed, Duration.ofHours(25))
                .starts("x", "explorer", "C:\\Tools\\x.exe", "x.exe", "ef".repeat(32));
        Eventually.holds("detect knows of it", () -> !events.readOn().isEmpty() && events.isKept(group("detect")));
    }

    private String group(String job) {
        return cluster.topic("cordon-" + job);
    }

    void goes(Attack attack) throws Exception {
        SysmonHost before = new SysmonHost(attack.name() + "-before.example", feed, Duration.ofMinutes(10));
        SysmonHost found = new SysmonHost(attack.name() + "-found.example", feed);
        SysmonHost next = new SysmonHost(attack.name() + "-next.example", feed);
        SysmonHost after = new SysmonHost(attack.name() + "-after.example", feed);

        attack.first().accept(before);
        attack.whole().accept(found);
        Eventually.holds("the program's hash may block", () -> mayBlock(attack.hash()));
        awaitInForce();
        jobs.killTaskManager();

        attack.first().accept(next);
        Eventually.holds("it is stopped at its first event", () -> orders(next).size() >= 2);
        assertStopped(attack, next);
        assertFoundBefore(before);

        attack.rest().accept(next);
        Eventually.holds("behaviour would have had it later", () -> orders(next).size() >= 3);
        assertThat(orders(next).get(2)).satisfies(order -> assertKills(order, attack.behaviour()));

        jobs.awaitCheckpoints();
        jobs.killTaskManager();
        takesBack(attack, next, before);
        attack.first().andThen(attack.rest()).accept(after);
        Eventually.holds("behaviour has it", () -> !orders(after).isEmpty());
        assertThat(orders(after)).singleElement().satisfies(order -> assertKills(order, attack.behaviour()));
        assertThat(ofIndicators(after)).isEmpty();
    }

    private void assertStopped(Attack attack, SysmonHost next) {
        assertThat(standing(next))
                .isNotEmpty()
                .allMatch(finding -> finding.getRuleId().equals(INDICATOR));
        assertThat(orders(next).get(0)).satisfies(order -> assertKills(order, "program"));
        assertThat(orders(next).get(1))
                .returns(Verb.DENY_HASH, Order::verb)
                .returns(new OrderTarget.File(Optional.empty(), Map.of("sha256", attack.hash())), Order::target);
    }

    private void assertFoundBefore(SysmonHost before) throws Exception {
        Eventually.holds(
                "it is found where it was before", () -> !ofIndicators(before).isEmpty());
        assertThat(ofIndicators(before))
                .allSatisfy(finding ->
                        assertThat(finding).returns("none", Finding::getAction).returns(Mode.audit, Finding::getMode));
        assertThat(orders(before)).isEmpty();
    }

    private void takesBack(Attack attack, SysmonHost next, SysmonHost before) throws Exception {
        Order denied = orders(next).get(1);
        List<String> command = new ArrayList<>(List.of("verdict", incident(attack.hash()), "benign", "--by", "ann"));
        command.addAll(List.of("--key", person.toString()));
        command.addAll(cluster.asArguments());
        assertThat(Cordon.commandLine().execute(command.toArray(String[]::new))).isZero();
        Eventually.holds(
                "the lease is cancelled",
                () -> orders(next).stream()
                        .filter(order -> order.verb() == Verb.CANCEL)
                        .anyMatch(order -> order.target().equals(new OrderTarget.Given(denied.id()))));
        Eventually.holds(
                "what it met is taken back",
                () -> ofIndicators(next).isEmpty() && ofIndicators(before).isEmpty());
        assertThat(standing(next)).isNotEmpty();
        awaitInForce();
    }

    private static void assertKills(Order order, String process) {
        assertThat(order.verb()).isEqualTo(Verb.KILL);
        assertThat(order.target())
                .isInstanceOfSatisfying(
                        OrderTarget.OneProcess.class,
                        target -> assertThat(target)
                                .returns(SysmonHost.pid(process), OrderTarget.OneProcess::pid)
                                .returns(true, OrderTarget.OneProcess::tree));
    }

    /** What was said of indicators so far is in a checkpoint of detect's, so all its tasks know it. */
    private void awaitInForce() throws Exception {
        words.readOn();
        Eventually.holds("indicators are in force", () -> words.isKept(group("detect-indicators")));
    }

    private boolean mayBlock(String hash) throws Exception {
        for (Command word : words.readOn()) {
            JsonNode says = payload(word);
            if (says.path("value").asText().equals(hash)
                    && says.path("may_block").asBoolean()) {
                return true;
            }
        }
        return false;
    }

    private String incident(String hash) throws Exception {
        for (Command word : words.readOn()) {
            JsonNode says = payload(word);
            if (says.path("value").asText().equals(hash)) {
                return says.path("incident").asText();
            }
        }
        throw new AssertionError("no indicator of " + hash);
    }

    private static JsonNode payload(Command envelope) throws Exception {
        return JSON.readTree(
                StandardCharsets.UTF_8.decode(envelope.getPayload().duplicate()).toString());
    }

    /** The findings that stand on a host. */
    private List<Finding> standing(SysmonHost host) {
        Map<String, Finding> last = new TreeMap<>();
        findings.readOn()
                .forEach(finding -> last.merge(
                        finding.getId(), finding, (one, other) -> other.getVersion() < one.getVersion() ? one : other));
        return last.values().stream()
                .filter(finding -> finding.getState() != FindingState.retracted)
                .filter(finding -> finding.getEndpoints().contains(host.name()))
                .toList();
    }

    private List<Finding> ofIndicators(SysmonHost host) {
        return standing(host).stream()
                .filter(finding -> finding.getRuleId().equals(INDICATOR))
                .toList();
    }

    /** The orders that the host's agent obeys, in their order, each once. */
    private List<Order> orders(SysmonHost host) {
        CommandVerifier agent = new CommandVerifier("default", host.name(), List.of(signer));
        return commands.readOn().stream()
                .filter(command -> command.getEndpoint().equals(host.name()))
                .map(command -> agent.check(command, command.getStartTime()))
                .flatMap(answer -> answer instanceof CommandVerifier.Answer.Obey<Order> obey
                        ? Stream.of(obey.content())
                        : Stream.empty())
                .toList();
    }

    @Override
    public void close() {
        commands.close();
        findings.close();
        words.close();
        events.close();
        feed.close();
    }
}
