package io.cordon.cli;

import io.cordon.engine.rule.ParsedRules.Document;
import io.cordon.engine.rule.Rule;
import io.cordon.schemas.SchemaCoder;
import io.cordon.schemas.SchemaRegistry;
import io.cordon.schemas.Topics;
import io.cordon.wire.Language;
import io.cordon.wire.Mode;
import io.cordon.wire.RuleDocument;
import io.cordon.wire.RuleSetEntry;
import io.cordon.wire.RuleSetManifest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Publishes a rule set: first each rule's text, then the manifest that names them. */
final class RulePush {
    private final ClusterOptions cluster;
    private final SchemaCoder<RuleSetManifest> manifests;
    private final SchemaCoder<RuleDocument> rules;

    /** What was published. */
    record Pushed(String setId, long sequence) {}

    RulePush(ClusterOptions cluster) {
        this.cluster = cluster;
        SchemaRegistry registry = cluster.schemaRegistry();
        manifests = coder(registry, Topics.RULE_SETS, RuleSetManifest.class);
        rules = coder(registry, Topics.RULES, RuleDocument.class);
    }

    private <T extends SpecificRecord> SchemaCoder<T> coder(SchemaRegistry registry, String topic, Class<T> type) {
        return new SchemaCoder<>(registry, cluster.topic(topic), type, () -> {});
    }

    Pushed push(List<Document> documents, Rule.Mode mode) {
        List<RuleSetEntry> entries = documents.stream()
                .map(document -> RuleSetEntry.newBuilder()
                        .setRuleId(document.id())
                        .setHash(document.hash())
                        .setMode(Mode.valueOf(lower(mode)))
                        .build())
                .sorted(Comparator.comparing(RuleSetEntry::getRuleId))
                .toList();
        RuleSetManifest manifest = RuleSetManifest.newBuilder()
                .setTenant(cluster.tenant)
                .setSetId(setId(entries))
                .setSequence(lastSequence() + 1)
                .setCreated(TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis()))
                .setEntries(entries)
                .build();
        Map<String, Object> properties = cluster.kafkaProperties();
        properties.put("acks", "all");
        properties.put("enable.idempotence", "true");
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer())) {
            for (Document document : documents) {
                producer.send(new ProducerRecord<>(
                                cluster.topic(Topics.RULES), key(document), rules.encode(wire(document))))
                        .get();
            }
            producer.send(new ProducerRecord<>(
                            cluster.topic(Topics.RULE_SETS), cluster.tenant, manifests.encode(manifest)))
                    .get();
        } catch (ExecutionException e) {
            throw new CommandException("the broker refused the rules: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("interrupted", e);
        }
        return new Pushed(manifest.getSetId(), manifest.getSequence());
    }

    private RuleDocument wire(Document document) {
        return RuleDocument.newBuilder()
                .setTenant(cluster.tenant)
                .setRuleId(document.id())
                .setHash(document.hash())
                .setLanguage(Language.valueOf(lower(document.language())))
                .setPath(document.file())
                .setText(document.text())
                .build();
    }

    /** The number of the set that was pushed last, or 0. */
    private long lastSequence() {
        long[] last = {0};
        try (TopicReader topics = new TopicReader(cluster)) {
            topics.read(
                    Topics.RULE_SETS,
                    RuleSetManifest.class,
                    cluster.tenant::equals,
                    (set, append) -> last[0] = Math.max(last[0], set.getSequence()));
        }
        return last[0];
    }

    private static String key(Document document) {
        return document.id() + '@' + document.hash();
    }

    private static String setId(List<RuleSetEntry> sorted) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (RuleSetEntry entry : sorted) {
                digest.update((entry.getRuleId() + '@' + entry.getHash() + '=' + entry.getMode() + '\n')
                        .getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }

    private static String lower(Enum<?> symbol) {
        return symbol.name().toLowerCase(Locale.ROOT);
    }
}
