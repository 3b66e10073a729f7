package io.cordon.detect;

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
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.api.common.state.BroadcastState;

/**
 * The rule sets in force, by tenant. A set comes into force whole: when its manifest and every rule that it names were read; a
 * set with a lower number than the one in force is ignored.
 *
 * <p>What it keeps is enough to be as it was: the set in force stays beside newer ones that still wait for rules.
 */
final class RuleBook {
    private final JobOptions options;
    private final String rulesTopic;
    private final String setsTopic;
    private final SchemaCoder<RuleDocument> documents;
    private final SchemaCoder<RuleSetManifest> manifests;
    private final Map<String, Kept<RuleDocument>> rules = new HashMap<>();
    /** Sets that wait for rules, by number. */
    private final Map<String, TreeMap<Long, Kept<RuleSetManifest>>> waiting = new HashMap<>();

    private final Map<String, InForce> inForce = new HashMap<>();
    private boolean open;
    private boolean changed;

    /** A record with the bytes it was read from. */
    @SuppressWarnings("ArrayRecordComponent") // the bytes are kept as they are and never compared
    private record Kept<T>(T record, byte[] bytes) {}

    /** A tenant's set. */
    private record InForce(Kept<RuleSetManifest> manifest, LoadedSet set) {
        long sequence() {
            return manifest.record.getSequence();
        }
    }

    RuleBook(JobOptions options, Runnable onWait) {
        this.options = options;
        rulesTopic = options.topic(Topics.RULES);
        setsTopic = options.topic(Topics.RULE_SETS);
        SchemaRegistry registry = SchemaRegistry.of(options.registry());
        documents = new SchemaCoder<>(registry, rulesTopic, RuleDocument.class, onWait);
        manifests = new SchemaCoder<>(registry, setsTopic, RuleSetManifest.class, onWait);
    }

    /** Takes a record in; whether it could be read. */
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
        inForce.values().forEach(set -> keep(kept, set.manifest));
        waiting.values().forEach(sets -> sets.values().forEach(set -> keep(kept, set)));
        changed = false;
        return kept;
    }

    private void keep(Map<String, byte[]> kept, Kept<RuleSetManifest> set) {
        kept.put(setsTopic + '\n' + set.record.getTenant() + '\n' + set.record.getSequence(), set.bytes);
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
        if (topic.equals(rulesTopic)) {
            if (!(documents.decode(value) instanceof Decoded.Value<RuleDocument> document)) {
                return false;
            }
            RuleDocument rule = document.value();
            changed |= rules.putIfAbsent(key(rule.getRuleId(), rule.getHash()), new Kept<>(rule, value)) == null;
        } else {
            if (!(manifests.decode(value) instanceof Decoded.Value<RuleSetManifest> manifest)) {
                return false;
            }
            announce(new Kept<>(manifest.value(), value));
        }
        putInForce();
        return true;
    }

    private void announce(Kept<RuleSetManifest> manifest) {
        String tenant = manifest.record.getTenant();
        InForce now = inForce.get(tenant);
        if (now == null || manifest.record.getSequence() > now.sequence()) {
            waiting.computeIfAbsent(tenant, name -> new TreeMap<>()).put(manifest.record.getSequence(), manifest);
            changed = true;
        }
    }

    private void putInForce() {
        if (open && !waiting.isEmpty()) {
            waiting.forEach((tenant, sets) -> newestWhole(sets).ifPresent(set -> {
                inForce.put(tenant, load(set));
                sets.headMap(set.record.getSequence(), true).clear();
                changed = true;
            }));
            waiting.values().removeIf(Map::isEmpty);
        }
    }

    private Optional<Kept<RuleSetManifest>> newestWhole(NavigableMap<Long, Kept<RuleSetManifest>> sets) {
        return sets.descendingMap().values().stream()
                .filter(set -> set.record.getEntries().stream()
                        .allMatch(entry -> rules.containsKey(key(entry.getRuleId(), entry.getHash()))))
                .findFirst();
    }

    private InForce load(Kept<RuleSetManifest> manifest) {
        List<RuleSetEntry> entries = manifest.record.getEntries();
        return new InForce(manifest, LoadedSet.of(manifest.record.getSetId(), entries, () -> parse(entries)));
    }

    private ParsedRules parse(List<RuleSetEntry> entries) {
        RuleParser parser = new RuleParser();
        for (RuleSetEntry entry : entries) {
            Kept<RuleDocument> document = rules.get(key(entry.getRuleId(), entry.getHash()));
            if (document == null) {
                throw new IllegalStateException("a set is loaded only when it is whole");
            }
            parser.add(document.record.getPath(), document.record.getText(), mode(entry.getMode()));
        }
        return parser.read();
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
