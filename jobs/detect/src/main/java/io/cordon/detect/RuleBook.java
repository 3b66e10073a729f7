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
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
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
    /** The one entry of the state: each checkpoint writes all of it, in each task. */
    private static final String KEPT = "kept";

    private final DetectOptions options;
    private final String rulesTopic;
    private final String policiesTopic;
    private final SchemaCoder<RuleDocument> documents;
    private final SchemaCoder<Command> manifests;
    private final Keyring keyring;
    private final RuleTexts texts = new RuleTexts();
    private final PolicyBook policies;
    /** Sets that wait for rules, by number. */
    private final Map<String, TreeMap<Long, SignedSet>> waiting = new HashMap<>();

    private final Map<String, InForce> inForce = new HashMap<>();
    private boolean open;
    private boolean changed;

    /** A set that somebody who may has signed, with the record that it was read from. */
    private record SignedSet(String tenant, RuleManifest manifest, KeptRecord record) {
        long sequence() {
            return manifest.sequence();
        }
    }

    /**
     * A tenant's set.
     *
     * @param read as its authors wrote it
     * @param set as it judges under the policy
     */
    private record InForce(SignedSet signed, LoadedSet read, LoadedSet set) {}

    RuleBook(DetectOptions options, Runnable onWait) {
        this.options = options;
        rulesTopic = options.topic(Topics.RULES);
        policiesTopic = options.topic(Topics.POLICIES);
        SchemaRegistry registry = SchemaRegistry.of(options.registry());
        documents = new SchemaCoder<>(registry, rulesTopic, RuleDocument.class, onWait);
        manifests = new SchemaCoder<>(registry, options.topic(Topics.RULE_SETS), Command.class, onWait);
        keyring = options.rulesKeyring();
        policies = new PolicyBook(manifests, keyring, options.policy());
    }

    /** Takes a record in; whether it could be read, and is of somebody who may say it. */
    boolean take(TopicRecord record) {
        boolean isTaken = take(new KeptRecord(record.topic(), record.appendTime(), record.value()));
        putInForce();
        return isTaken;
    }

    /**
     * Takes in what a checkpoint kept, or at a first start what the topics hold: before that nothing is judged.
     *
     * @param initial reads the topics
     */
    void restore(BroadcastState<String, byte[]> state, InitialRules initial) throws Exception {
        byte[] packed = state.get(KEPT);
        if (packed != null) {
            KeptRecord.unpack(packed).forEach(this::take);
        }
        if (isEmpty()) {
            initial.readTo(this, options);
        }
        open();
    }

    /** Writes what has to be kept. Not with each record: at a first start the rules come from elsewhere than the input. */
    void keepIn(BroadcastState<String, byte[]> state) throws Exception {
        if (changed) {
            state.clear(); // of what older versions kept, too
            state.put(KEPT, KeptRecord.pack(kept().toList()));
            changed = false;
        }
    }

    /** A book that takes them in is like this one. */
    private Stream<KeptRecord> kept() {
        return Stream.of(policies.records(), texts.records(), sets().map(SignedSet::record))
                .flatMap(records -> records);
    }

    /** Those in force, and those that wait. */
    private Stream<SignedSet> sets() {
        return Stream.concat(
                inForce.values().stream().map(InForce::signed),
                waiting.values().stream().flatMap(sets -> sets.values().stream()));
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

    private boolean take(KeptRecord record) {
        if (record.topic().equals(rulesTopic)) {
            return takeRule(record);
        }
        return record.topic().equals(policiesTopic) ? takePolicy(record) : takeSet(record);
    }

    private boolean takeRule(KeptRecord record) {
        if (!(documents.decode(record.value()) instanceof Decoded.Value<RuleDocument> document)
                || !RuleManifest.hash(document.value().getText())
                        .equals(document.value().getHash())) {
            return false;
        }
        RuleDocument rule = document.value();
        texts.take(key(rule.getRuleId(), rule.getHash()), record);
        changed = true;
        return true;
    }

    private boolean takePolicy(KeptRecord record) {
        if (!policies.take(record)) {
            return false;
        }
        inForce.replaceAll((tenant, force) -> inForce(force.signed, force.read));
        changed = true;
        return true;
    }

    private boolean takeSet(KeptRecord record) {
        SignedSet set = manifests.decode(record.value()) instanceof Decoded.Value<Command> envelope
                ? signed(envelope.value(), record)
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
    private @Nullable SignedSet signed(Command envelope, KeptRecord record) {
        String tenant = envelope.getTenant();
        RuleManifest manifest = new CommandVerifier(tenant, "", keyring).document(envelope, Purpose.RULE_SET, 0)
                        instanceof Answer.Obey<JsonNode> obey
                ? RuleManifest.read(obey.content())
                : null;
        return manifest == null ? null : new SignedSet(tenant, manifest, record);
    }

    private void putInForce() {
        if (open && !waiting.isEmpty()) {
            waiting.forEach((tenant, sets) -> newestWhole(sets).ifPresent(set -> {
                inForce.put(tenant, load(set));
                sets.headMap(set.sequence(), true).clear();
                texts.forget(set.record.append(), named());
                changed = true;
            }));
            waiting.values().removeIf(Map::isEmpty);
        }
    }

    /** The rules that a set names which is in force or waits. */
    private Set<String> named() {
        return sets().flatMap(set -> set.manifest.entries().stream())
                .map(RuleBook::key)
                .collect(Collectors.toSet());
    }

    private Optional<SignedSet> newestWhole(NavigableMap<Long, SignedSet> sets) {
        return sets.descendingMap().values().stream()
                .filter(set ->
                        set.manifest.entries().stream().map(RuleBook::key).allMatch(texts::has))
                .findFirst();
    }

    private InForce load(SignedSet set) {
        List<RuleManifest.Entry> entries = set.manifest.entries();
        return inForce(set, LoadedSet.of(set.manifest.id(), entries, () -> parse(entries)));
    }

    private InForce inForce(SignedSet set, LoadedSet read) {
        return new InForce(set, read, read.under(policies.of(set.tenant)));
    }

    private ParsedRules parse(List<RuleManifest.Entry> entries) {
        RuleParser parser = new RuleParser();
        for (RuleManifest.Entry entry : entries) {
            if (!(documents.decode(texts.of(key(entry))) instanceof Decoded.Value<RuleDocument> document)) {
                throw new IllegalStateException("a rule could be read when it was taken in");
            }
            parser.add(document.value().getPath(), document.value().getText(), mode(entry.mode()));
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

    private static String key(RuleManifest.Entry entry) {
        return key(entry.rule(), entry.hash());
    }

    private static String key(String id, String hash) {
        return id + '@' + hash;
    }
}
