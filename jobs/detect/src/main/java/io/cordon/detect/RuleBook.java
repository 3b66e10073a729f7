package io.cordon.detect;

import io.cordon.engine.match.CompiledRules;
import io.cordon.engine.match.RuleCompiler;
import io.cordon.engine.rule.ParsedRules;
import io.cordon.engine.rule.Rule;
import io.cordon.engine.rule.RuleParser;
import io.cordon.schemas.Decoded;
import io.cordon.schemas.SchemaCoder;
import io.cordon.schemas.SchemaRegistry;
import io.cordon.schemas.Topics;
import io.cordon.streaming.JobOptions;
import io.cordon.streaming.TopicRecord;
import io.cordon.wire.Mode;
import io.cordon.wire.RuleDocument;
import io.cordon.wire.RuleSetEntry;
import io.cordon.wire.RuleSetManifest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * The rule sets in force, by tenant. A set comes into force whole: when its manifest and every rule that it names were read; a
 * set with a lower number than the one in force is ignored.
 */
final class RuleBook {
    /** Rules and manifests as they lie in their topics, by topic and key. */
    static final MapStateDescriptor<String, byte[]> STATE =
            new MapStateDescriptor<>("rules", Types.STRING, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

    private static final CompiledRules NONE = RuleCompiler.compile("", List.of());

    private final String rulesTopic;
    private final SchemaCoder<RuleDocument> documents;
    private final SchemaCoder<RuleSetManifest> manifests;
    private final Map<String, RuleDocument> read = new HashMap<>();
    private final Map<String, RuleSetManifest> announced = new HashMap<>();
    private final Map<String, InForce> inForce = new HashMap<>();
    private boolean filled;
    private int refused;

    /** A tenant's set with its number. */
    private record InForce(long sequence, CompiledRules rules) {}

    /** What came of a record. */
    enum Taken {
        /** It changes nothing, or not yet. */
        KEPT,
        /** A set came into force. */
        IN_FORCE,
        /** It could not be read. */
        UNREADABLE
    }

    RuleBook(JobOptions options, Runnable onWait) {
        rulesTopic = options.topic(Topics.RULES);
        SchemaRegistry registry = SchemaRegistry.of(options.registry());
        documents = new SchemaCoder<>(registry, rulesTopic, RuleDocument.class, onWait);
        manifests = new SchemaCoder<>(registry, options.topic(Topics.RULE_SETS), RuleSetManifest.class, onWait);
    }

    /** A record's key in {@link #STATE}. */
    static String stateKey(TopicRecord record) {
        return record.topic() + '\n' + record.requiredKey();
    }

    Taken take(TopicRecord record) {
        return take(record.topic(), record.value());
    }

    /** Takes in what a checkpoint kept. */
    void restore(String stateKey, byte[] value) {
        take(stateKey.substring(0, stateKey.indexOf('\n')), value);
    }

    private Taken take(String topic, byte[] value) {
        if (topic.equals(rulesTopic)) {
            if (!(documents.decode(value) instanceof Decoded.Value<RuleDocument> document)) {
                return Taken.UNREADABLE;
            }
            read.put(key(document.value().getRuleId(), document.value().getHash()), document.value());
        } else {
            if (!(manifests.decode(value) instanceof Decoded.Value<RuleSetManifest> manifest)) {
                return Taken.UNREADABLE;
            }
            announced.merge(
                    manifest.value().getTenant(),
                    manifest.value(),
                    (before, next) -> next.getSequence() > before.getSequence() ? next : before);
        }
        return putInForce() ? Taken.IN_FORCE : Taken.KEPT;
    }

    CompiledRules of(String tenant) {
        InForce set = inForce.get(tenant);
        return set == null ? NONE : set.rules;
    }

    /** Whether the rules at hand were looked for already; there may be none. */
    boolean isFilled() {
        return filled;
    }

    void filled() {
        filled = true;
    }

    boolean isInForce() {
        return !inForce.isEmpty();
    }

    int loaded() {
        return inForce.values().stream()
                .mapToInt(set -> set.rules.rules().size())
                .sum();
    }

    /** Rules of the sets in force that this version cannot read. */
    int refused() {
        return refused;
    }

    private boolean putInForce() {
        boolean changed = false;
        for (RuleSetManifest manifest : announced.values()) {
            InForce before = inForce.get(manifest.getTenant());
            boolean newer = before == null || manifest.getSequence() > before.sequence;
            if (newer && isComplete(manifest)) {
                inForce.put(manifest.getTenant(), new InForce(manifest.getSequence(), compile(manifest)));
                changed = true;
            }
        }
        return changed;
    }

    private boolean isComplete(RuleSetManifest manifest) {
        return manifest.getEntries().stream()
                .allMatch(entry -> read.containsKey(key(entry.getRuleId(), entry.getHash())));
    }

    private CompiledRules compile(RuleSetManifest manifest) {
        List<Rule> rules = new ArrayList<>();
        refused = 0;
        for (RuleSetEntry entry : manifest.getEntries()) {
            RuleDocument document = read.get(key(entry.getRuleId(), entry.getHash()));
            if (document == null) {
                throw new IllegalStateException("a set is compiled only when it is complete");
            }
            ParsedRules parsed = RuleParser.parse(document.getPath(), document.getText(), mode(entry.getMode()));
            parsed.rules().forEach(rule -> rules.add(rule.rule()));
            refused += parsed.errors().size();
        }
        return RuleCompiler.compile(manifest.getSetId(), rules);
    }

    /** A mode of a newer version is not acted upon. */
    private static Rule.Mode mode(Mode mode) {
        return mode == Mode.unknown
                ? Rule.Mode.AUDIT
                : Rule.Mode.valueOf(mode.name().toUpperCase(Locale.ROOT));
    }

    private static String key(String id, String hash) {
        return id + '@' + hash;
    }
}
