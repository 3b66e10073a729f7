package io.cordon.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cordon.engine.rule.ParsedRules.Document;
import io.cordon.engine.rule.Rule;
import io.cordon.schemas.EnvelopeSigner;
import io.cordon.schemas.Purpose;
import io.cordon.schemas.RuleManifest;
import io.cordon.schemas.SchemaCoder;
import io.cordon.schemas.Topics;
import io.cordon.wire.Language;
import io.cordon.wire.RuleDocument;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Publishes a rule set: first each rule's text, then the signed manifest that names them. */
final class RulePush {
    private final ClusterOptions cluster;
    private final ControlTopics control;

    RulePush(ClusterOptions cluster) {
        this.cluster = cluster;
        this.control = new ControlTopics(cluster);
    }

    /**
     * Publishes a set.
     *
     * @param key the private key that it is signed with
     */
    RuleManifest push(List<Document> documents, Rule.Mode mode, Path key) {
        EnvelopeSigner signer = ControlTopics.signer(key);
        long now = System.currentTimeMillis(); // counts pushes, as a policy's number does
        RuleManifest manifest = RuleManifest.of(
                now,
                documents.stream()
                        .map(document -> new RuleManifest.Entry(document.id(), document.hash(), lower(mode)))
                        .toList());
        ObjectNode payload = control.said(now + ControlTopics.FOR_GOOD.toMillis());
        manifest.writeTo(payload);
        write(documents);
        control.publish(Topics.RULE_SETS, cluster.tenant, Purpose.RULE_SET, "rules", payload, signer);
        return manifest;
    }

    private void write(List<Document> documents) {
        SchemaCoder<RuleDocument> rules =
                new SchemaCoder<>(cluster.schemaRegistry(), cluster.topic(Topics.RULES), RuleDocument.class, () -> {});
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
        } catch (ExecutionException e) {
            throw new CommandException("the broker refused the rules: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("interrupted", e);
        }
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

    private static String key(Document document) {
        return document.id() + '@' + document.hash();
    }

    private static String lower(Enum<?> symbol) {
        return symbol.name().toLowerCase(Locale.ROOT);
    }
}
