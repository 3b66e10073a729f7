package io.cordon.detect;

import com.fasterxml.jackson.databind.JsonNode;
import io.cordon.engine.rule.ParsedRules;
import io.cordon.engine.rule.Rule;
import io.cordon.engine.rule.RuleParser;
import io.cordon.schemas.CommandVerifier;
import io.cordon.schemas.CommandVerifier.Answer;
import io.cordon.schemas.Decoded;
import io.cordon.schemas.Keyring;
import io.cordon.schemas.Purpose;
import io.cordon.schemas.RuleManifest;
import io.cordon.schemas.SchemaCoder;
import io.cordon.schemas.SchemaRegistry;
import io.cordon.schemas.Topics;
import io.cordon.streaming.TopicRecord;
import io.cordon.wire.Command;
import io.cordon.wire.RuleDocument;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.BroadcastState;
import org.jspecify.annotations.Nullable;

/**
 * The rule sets in force, by tenant. A set comes into force whole: when its manifest and every rule that it names were read; a
 * set with a lower number than the one in force is ignored.
 *
 * <p>What it keeps is enough to be as it was: the set in force stays beside newer ones that still wait for rules.
 */
final class RuleBook {
    private final DetectOptions options;
    private final String rulesTopic;
    private final String setsTopic;
    private final SchemaCoder<RuleDocument> documents;
    private final SchemaCoder<Command> manifests;
    private final Keyring keyring;
    private final Map<String, Kept> rules = new HashMap<>();
    /** Sets that wait for rules, by number. */
    private final Map<String, TreeMap<Long, SignedSet>> waiting = new HashMap<>();

    private final Map<String, InForce> inForce = new HashMap<>();
    private boolean open;
    private boolean changed;

    /** A rule with the bytes it was read from. */
    @SuppressWarnings("ArrayRecordComponent") // the bytes are kept as they are and never compared
    private record Kept(RuleDocument rule, byte[] bytes) {}

    /** A set that somebody who may has signed, with the bytes it was read from. */
    @SuppressWarnings("ArrayRecordComponent") // the bytes are kept as they are and never compared
    private record SignedSet(String tenant, RuleManifest manifest, byte[] bytes) {
        long sequence() {
            return manifest.sequence();
        }
    }

    /** A tenant's set. */
    private record InForce(SignedSet signed, LoadedSet set) {}

    RuleBook(DetectOptions options, Runnable onWait) {
        this.options = options;
        rulesTopic = options.topic(Topics.RULES);
        setsTopic = options.topic(Topics.RULE_SETS);
        SchemaRegistry registry = SchemaRegistry.of(options.registry());
        documents = new SchemaCoder<>(registry, rulesTopic, RuleDocument.class, onWait);
        manifests = new SchemaCoder<>(registry, setsTopic, Command.class, onWait);
        keyring = options.rulesKeyring();
    }

    /** Takes a record in; whether it could be read, and is of somebody who may say it. */
    boolean take(TopicRecord record) {
        return take(record.topic(), record.value());
    }

    /**
     * Takes in what a checkpoint kept, or at a first start what the topics hold: before that nothing is judged.
     *
     * @param initial reads the topics
     */
    void restore(BroadcastState<String, byte[]> state, InitialRules initial) throws Exception {
        Map<String, byte[]> restored = new HashMap<>();
        state.entries().forEach(entry -> restored.put(entry.getKey(), entry.getValue()));
        restore(restored);
        if (isEmpty()) {
            initial.readTo(this, options);
        }
        open();
    }

    /** Writes what has to be kept. Not with each record: at a first start the rules come from elsewhere than the input. */
    void keepIn(BroadcastState<String, byte[]> state) throws Exception {
        if (hasChanged()) {
            state.clear();
            state.putAll(kept());
        }
    }

    /** Takes in what {@link #kept} gave. */
    void restore(Map<String, byte[]> kept) {
        kept.forEach((key, value) -> take(key.substring(0, key.indexOf('\n')), value));
    }

    /** What has to be kept so that a book that restores it is like this one: records by topic, a line feed and a name. */
    Map<String, byte[]> kept() {
        Map<String, byte[]> kept = new HashMap<>();
        rules.forEach((key, rule) -> kept.put(rulesTopic + '\n' + key, rule.bytes));
        inForce.values().forEach(set -> keep(kept, set.signed));
        waiting.values().forEach(sets -> sets.values().forEach(set -> keep(kept, set)));
        changed = false;
        return kept;
    }

    private void keep(Map<String, byte[]> kept, SignedSet set) {
        kept.put(setsTopic + '\n' + set.tenant + '\n' + set.sequence(), set.bytes);
    }

    /** Whether {@link #kept} would say something new. */
    boolean hasChanged() {
        return changed;
    }

    /** Ends the first reading: of the sets read so far only the newest whole ones come into force, and later ones at once. */
    void open() {
        open = true;
        putInForce();
    }

    LoadedSet of(String tenant) {
        InForce force = inForce.get(tenant);
        return force == null ? LoadedSet.NONE : force.set;
    }

    boolean isEmpty() {
        return inForce.isEmpty() && waiting.isEmpty();
    }

    int loaded() {
        return inForce.values().stream()
                .mapToInt(force -> force.set.rules().rules().size())
                .sum();
    }

    /** Rules of the sets in force that this version cannot read. */
    int refused() {
        return inForce.values().stream().mapToInt(force -> force.set.refused()).sum();
    }

    private boolean take(String topic, byte[] value) {
        boolean isTaken = topic.equals(rulesTopic) ? takeRule(value) : takeSet(value);
        putInForce();
        return isTaken;
    }

    private boolean takeRule(byte[] value) {
        if (!(documents.decode(value) instanceof Decoded.Value<RuleDocument> document)
                || !RuleManifest.hash(document.value().getText())
                        .equals(document.value().getHash())) {
            return false;
        }
        RuleDocument rule = document.value();
        changed |= rules.putIfAbsent(key(rule.getRuleId(), rule.getHash()), new Kept(rule, value)) == null;
        return true;
    }

    private boolean takeSet(byte[] value) {
        SignedSet set = manifests.decode(value) instanceof Decoded.Value<Command> envelope
                ? signed(envelope.value(), value)
                : null;
        if (set == null) {
            return false;
        }
        InForce now = inForce.get(set.tenant);
        if (now == null || set.sequence() > now.signed.sequence()) {
            waiting.computeIfAbsent(set.tenant, name -> new TreeMap<>()).put(set.sequence(), set);
            changed = true;
        }
        return true;
    }

    /** A set is in force until another is, so when it was signed, and until when its envelope holds, says nothing. */
    private @Nullable SignedSet signed(Command envelope, byte[] value) {
        String tenant = envelope.getTenant();
        RuleManifest manifest = new CommandVerifier(tenant, "", keyring).document(envelope, Purpose.RULE_SET, 0)
                        instanceof Answer.Obey<JsonNode> obey
                ? RuleManifest.read(obey.content())
                : null;
        return manifest == null ? null : new SignedSet(tenant, manifest, value);
    }

    private void putInForce() {
        if (open && !waiting.isEmpty()) {
            waiting.forEach((tenant, sets) -> newestWhole(sets).ifPresent(set -> {
                inForce.put(tenant, load(set));
                sets.headMap(set.sequence(), true).clear();
                changed = true;
            }));
            waiting.values().removeIf(Map::isEmpty);
        }
    }

    private Optional<SignedSet> newestWhole(NavigableMap<Long, SignedSet> sets) {
        return sets.descendingMap().values().stream()
                .filter(set -> set.manifest.entries().stream()
                        .allMatch(entry -> rules.containsKey(key(entry.rule(), entry.hash()))))
                .findFirst();
    }

    private InForce load(SignedSet set) {
        List<RuleManifest.Entry> entries = set.manifest.entries();
        return new InForce(set, LoadedSet.of(set.manifest.id(), entries, () -> parse(entries)));
    }

    private ParsedRules parse(List<RuleManifest.Entry> entries) {
        RuleParser parser = new RuleParser();
        for (RuleManifest.Entry entry : entries) {
            Kept document = rules.get(key(entry.rule(), entry.hash()));
            if (document == null) {
                throw new IllegalStateException("a set is loaded only when it is whole");
            }
            parser.add(document.rule.getPath(), document.rule.getText(), mode(entry.mode()));
        }
        return parser.read();
    }

    /** A mode of a newer version is not acted upon. */
    private static Rule.Mode mode(String name) {
        return Stream.of(Rule.Mode.values())
                .filter(mode -> mode.name().equalsIgnoreCase(name))
                .findFirst()
                .orElse(Rule.Mode.AUDIT);
    }

    private static String key(String id, String hash) {
        return id + '@' + hash;
    }
}
