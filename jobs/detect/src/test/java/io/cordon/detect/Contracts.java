package io.cordon.detect;

import io.cordon.engine.detect.Scenario;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.rule.ParsedRules;
import io.cordon.engine.rule.Rule;
import io.cordon.engine.rule.RuleParser;
import io.cordon.engine.tree.Way;
import io.cordon.schemas.Decoded;
import io.cordon.schemas.SchemaCoder;
import io.cordon.schemas.SchemaRegistry;
import io.cordon.schemas.Topics;
import io.cordon.streaming.JobOptions;
import io.cordon.streaming.KeyedBytes;
import io.cordon.streaming.TopicRecord;
import io.cordon.streaming.wire.EventWire;
import io.cordon.wire.Finding;
import io.cordon.wire.FindingState;
import io.cordon.wire.Language;
import io.cordon.wire.Mode;
import io.cordon.wire.RuleDocument;
import io.cordon.wire.RuleSetEntry;
import io.cordon.wire.RuleSetManifest;
import java.io.IOException;
import java.io.UncheckedIOException;
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

    private final SchemaRegistry registry = SchemaRegistry.of(Map.of("schema.registry.url", REGISTRY));
    private final List<RuleSetEntry> entries = new ArrayList<>();
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
            entries.add(new RuleSetEntry(rule.id(), rule.hash(), Mode.block));
            byte[] document = coder(Topics.RULES, RuleDocument.class)
                    .encode(new RuleDocument(
                            "default", rule.id(), rule.hash(), Language.unknown, "scenario.yml", sourced.text()));
            documents.add(new TopicRecord(rule.id() + '@' + rule.hash(), document, Topics.RULES, 0, 0, 0));
        }
    }

    DetectOptions options(String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("--kafka", "nowhere:1", "--registry", REGISTRY, "--start", "earliest"));
        arguments.addAll(List.of(more));
        return JobOptions.parse(new DetectOptions(), arguments.toArray(String[]::new));
    }

    List<TopicRecord> documents() {
        return documents;
    }

    TopicRecord manifest(long sequence) {
        return manifest(sequence, entries);
    }

    TopicRecord manifestOfNothing(long sequence) {
        return manifest(sequence, List.of());
    }

    TopicRecord manifestOfUnreadRule(long sequence) {
        return manifest(sequence, List.of(new RuleSetEntry("unread", "0", Mode.block)));
    }

    private TopicRecord manifest(long sequence, List<RuleSetEntry> named) {
        byte[] manifest = coder(Topics.RULE_SETS, RuleSetManifest.class)
                .encode(new RuleSetManifest("default", "set", sequence, 0L, named));
        return new TopicRecord("default", manifest, Topics.RULE_SETS, 0, sequence, 0);
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

    private Collection<Finding> last(List<KeyedBytes> out) {
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
