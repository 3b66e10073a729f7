package io.cordon.detect;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cordon.engine.detect.Scenario;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.rule.ParsedRules;
import io.cordon.engine.rule.Rule;
import io.cordon.engine.rule.RuleParser;
import io.cordon.engine.tree.Way;
import io.cordon.schemas.Decoded;
import io.cordon.schemas.EnvelopeSigner;
import io.cordon.schemas.KeyPairFile;
import io.cordon.schemas.Purpose;
import io.cordon.schemas.RuleManifest;
import io.cordon.schemas.SchemaCoder;
import io.cordon.schemas.SchemaRegistry;
import io.cordon.schemas.Topics;
import io.cordon.streaming.JobOptions;
import io.cordon.streaming.KeyedBytes;
import io.cordon.streaming.TopicRecord;
import io.cordon.streaming.wire.EventWire;
import io.cordon.wire.Command;
import io.cordon.wire.Finding;
import io.cordon.wire.FindingState;
import io.cordon.wire.Language;
import io.cordon.wire.RuleDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

/** The contracts in a registry inside this JVM, and records as they lie in topics. */
final class Contracts {
    static final String EVENTS = Topics.ENDPOINT_EVENTS;
    private static final String REGISTRY = "memory://detect-test";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final KeyPair AUTHOR = KeyPairFile.generate();
    private static final KeyPair POLICY_AUTHOR = KeyPairFile.generate();
    private static final Path AUTHORS_KEY = file(KeyPairFile.publicPem(AUTHOR.getPublic()));
    private static final Path POLICY_AUTHORS_KEY = file(KeyPairFile.publicPem(POLICY_AUTHOR.getPublic()));

    private final SchemaRegistry registry = SchemaRegistry.of(Map.of("schema.registry.url", REGISTRY));
    private final List<RuleManifest.Entry> entries = new ArrayList<>();
    private final List<TopicRecord> documents = new ArrayList<>();

    Contracts() {
        this(Scenario.RULES);
    }

    Contracts(String rules) {
        for (Topics.Topic topic : Topics.shipped()) {
            topic.schema().ifPresent(schema -> {
                try {
                    registry.register(SchemaCoder.subject(topic.name()), schema);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        for (ParsedRules.Sourced sourced :
                RuleParser.parse("scenario.yml", rules, Rule.Mode.BLOCK).rules()) {
            ParsedRules.Document rule = sourced.document();
            entries.add(new RuleManifest.Entry(rule.id(), rule.hash(), "block"));
            documents.add(document(rule, rule.text()));
        }
    }

    private TopicRecord document(ParsedRules.Document rule, String text) {
        byte[] document = coder(Topics.RULES, RuleDocument.class)
                .encode(new RuleDocument("default", rule.id(), rule.hash(), Language.unknown, "scenario.yml", text));
        return new TopicRecord(rule.id() + '@' + rule.hash(), document, Topics.RULES, 0, 0, 0);
    }

    /** Another text under the name of a rule. */
    TopicRecord forgedDocument() {
        ParsedRules.Document rule = RuleParser.parse("scenario.yml", Scenario.RULES, Rule.Mode.BLOCK)
                .rules()
                .get(0)
                .document();
        return document(rule, rule.text() + "# and more");
    }

    DetectOptions options(String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("--kafka", "nowhere:1", "--registry", REGISTRY, "--start", "earliest"));
        arguments.addAll(List.of("--rules-trust", AUTHORS_KEY.toString()));
        arguments.addAll(List.of("--policy-trust", POLICY_AUTHORS_KEY.toString()));
        arguments.addAll(List.of(more));
        return JobOptions.parse(new DetectOptions(), arguments.toArray(String[]::new));
    }

    List<TopicRecord> documents() {
        return documents;
    }

    TopicRecord manifest(long sequence) {
        return manifest(sequence, entries, AUTHOR);
    }

    TopicRecord manifestOfNothing(long sequence) {
        return manifestOfNothing(sequence, AUTHOR);
    }

    /** Of whoever has this key. */
    TopicRecord manifestOfNothing(long sequence, KeyPair key) {
        return manifest(sequence, List.of(), key);
    }

    TopicRecord manifestOfUnreadRule(long sequence) {
        return manifest(sequence, List.of(new RuleManifest.Entry("unread", "0", "block")), AUTHOR);
    }

    private TopicRecord manifest(long sequence, List<RuleManifest.Entry> named, KeyPair key) {
        ObjectNode payload = JSON.createObjectNode().put("tenant", "default").put("stop_time", 1L);
        RuleManifest.of(sequence, named).writeTo(payload);
        Command envelope =
                new EnvelopeSigner(key).envelope(Purpose.RULE_SET, "default", "", "rules", payload.toString(), 0, 1);
        byte[] manifest = coder(Topics.RULE_SETS, Command.class).encode(envelope);
        return new TopicRecord("default", manifest, Topics.RULE_SETS, 0, sequence, 0);
    }

    /** A policy in the versions of all rules, in YAML. */
    TopicRecord policy(long number, String statements) {
        return policy(number, statements, POLICY_AUTHOR);
    }

    /** Of whoever has this key. */
    TopicRecord policy(long number, String statements, KeyPair key) {
        String versions = entries.stream()
                .map(entry -> entry.rule() + ": " + entry.hash())
                .collect(Collectors.joining(", "));
        ObjectNode payload = JSON.createObjectNode()
                .put("tenant", "default")
                .put("stop_time", 1L)
                .put("number", number)
                .put("policy", "policy: p\nversions: {" + versions + "}\npolicies: [" + statements + "]\n");
        Command envelope =
                new EnvelopeSigner(key).envelope(Purpose.POLICY, "default", "", "policy", payload.toString(), 0, 1);
        byte[] policy = coder(Topics.POLICIES, Command.class).encode(envelope);
        return new TopicRecord("default", policy, Topics.POLICIES, 0, number, 0);
    }

    /** The record as it is when it is appended then, in µs. */
    static TopicRecord at(long append, TopicRecord record) {
        return new TopicRecord(
                record.key(), record.value(), record.topic(), record.partition(), record.offset(), append);
    }

    private static Path file(String text) {
        try {
            Path file = Files.createTempFile("author", ".pub");
            file.toFile().deleteOnExit();
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What lies in the topic of indicators and is no word of anybody's. */
    TopicRecord unsignedWord() {
        return new TopicRecord("default/i1", new byte[] {1, 2, 3}, Topics.INDICATORS, 0, 0, 0);
    }

    TopicRecord record(EndpointEvent event) {
        byte[] value = coder(EVENTS, io.cordon.wire.EndpointEvent.class).encode(EventWire.toWire(event));
        return new TopicRecord(EventWire.key(event), value, EVENTS, 0, 0, event.appendTime());
    }

    /** A record of the topic of grafts that changes nothing. */
    TopicRecord edgeThatCameToNothing() {
        KeyedBytes record = new Grafts(options(), () -> {})
                .encode(new Way("default", "edge", "ws1", "{p}", "ws2", List.of(), 0, 0));
        return new TopicRecord(record.key(), record.value(), Topics.GRAFTS, 0, 0, 0);
    }

    int taskOf(EndpointEvent event, int maxParallelism, int parallelism) {
        return taskOf(EventWire.key(event), maxParallelism, parallelism);
    }

    static int taskOf(String key, int maxParallelism, int parallelism) {
        return KeyGroupRangeAssignment.assignKeyToParallelOperator(key, maxParallelism, parallelism);
    }

    /** The last version of each finding, in words, sorted. */
    List<String> lastVersions(List<KeyedBytes> out) {
        return last(out).stream().map(Contracts::wording).sorted().toList();
    }

    /** How many events the last version of each finding that stands rests on, by rule. */
    List<String> lastCounts(List<KeyedBytes> out) {
        return last(out).stream()
                .filter(finding -> finding.getState() != FindingState.retracted)
                .map(finding ->
                        finding.getRuleId() + ' ' + finding.getEvidence().size())
                .sorted()
                .toList();
    }

    /** Each finding that stands: its rule, its state, and its events in order. */
    List<String> standing(List<KeyedBytes> out) {
        return last(out).stream()
                .filter(finding -> finding.getState() != FindingState.retracted)
                .map(finding -> finding.getRuleId() + ' ' + finding.getState() + ": "
                        + finding.getEvidence().stream()
                                .map(io.cordon.wire.Evidence::getEvent)
                                .collect(Collectors.joining(" ")))
                .sorted()
                .toList();
    }

    Collection<Finding> last(List<KeyedBytes> out) {
        SchemaCoder<Finding> coder = coder(Topics.FINDINGS, Finding.class);
        Map<String, Finding> last = new TreeMap<>();
        for (KeyedBytes record : out) {
            if (coder.decode(record.value()) instanceof Decoded.Value<Finding> finding) {
                last.put(record.key(), finding.value());
            }
        }
        return last.values();
    }

    static String wording(Finding finding) {
        return finding.getRuleId()
                + ' '
                + finding.getState()
                + ' '
                + finding.getVersion()
                + ' '
                + finding.getEvidence().get(0)
                + ' '
                + finding.getTarget();
    }

    static <T extends SpecificRecord> T value(KeyedBytes record, SchemaCoder<T> coder) {
        if (coder.decode(record.value()) instanceof Decoded.Value<T> decoded) {
            return decoded.value();
        }
        throw new AssertionError(record.key() + " cannot be read");
    }

    <T extends SpecificRecord> SchemaCoder<T> coder(String topic, Class<T> type) {
        return new SchemaCoder<>(registry, topic, type, () -> {});
    }
}
