package io.cordon.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cordon.schemas.EnvelopeSigner;
import io.cordon.schemas.KeyPairFile;
import io.cordon.schemas.Purpose;
import io.cordon.schemas.SchemaCoder;
import io.cordon.wire.Command;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** What people say to contain and to agents, signed, and what contain says to people. */
final class ControlTopics {
    /** What has no end of its own is said for so long. */
    static final Duration FOR_GOOD = Duration.ofDays(3650);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ClusterOptions cluster;

    ControlTopics(ClusterOptions cluster) {
        this.cluster = cluster;
    }

    /** The beginning of what a tenant's people say: whose it is, and until when it holds, in ms since 1970. */
    ObjectNode said(long stopMillis) {
        return JSON.createObjectNode().put("tenant", cluster.tenant).put("stop_time", stopMillis);
    }

    /**
     * Signs and publishes what people say, by the tenant's key.
     *
     * @param id names it
     */
    void publish(String topic, Purpose purpose, String id, ObjectNode payload, Path key) {
        publish(topic, cluster.tenant, purpose, id, payload, key);
    }

    /**
     * Signs and publishes what people say.
     *
     * @param name the record's key
     */
    void publish(String topic, String name, Purpose purpose, String id, ObjectNode payload, Path key) {
        publish(topic, name, purpose, id, payload, signer(key));
    }

    void publish(String topic, String name, Purpose purpose, String id, ObjectNode payload, EnvelopeSigner signer) {
        Command envelope = signer.envelope(
                purpose,
                cluster.tenant,
                "",
                id,
                payload.toString(),
                System.currentTimeMillis(),
                payload.path("stop_time").asLong());
        byte[] value = coder(topic, Command.class).encode(envelope);
        Map<String, Object> properties = cluster.kafkaProperties();
        properties.put("acks", "all");
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(cluster.topic(topic), name, value))
                    .get();
        } catch (ExecutionException e) {
            throw new CommandException("the broker refused it: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("interrupted", e);
        }
    }

    /** A topic's records to its present end; what cannot be read is left out. */
    <T extends SpecificRecord> List<T> read(String topic, Class<T> type) {
        List<T> records = new ArrayList<>();
        try (TopicReader topics = new TopicReader(cluster)) {
            topics.read(topic, type, key -> true, (value, append) -> records.add(value));
        }
        return records;
    }

    /** What an envelope says, whoever signed it; nothing where it says no JSON. */
    static JsonNode payload(Command envelope) {
        try {
            return JSON.readTree(StandardCharsets.UTF_8
                    .decode(envelope.getPayload().duplicate())
                    .toString());
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    private <T extends SpecificRecord> SchemaCoder<T> coder(String topic, Class<T> type) {
        return new SchemaCoder<>(cluster.schemaRegistry(), cluster.topic(topic), type, () -> {});
    }

    /** Who signs with a private key's file. */
    static EnvelopeSigner signer(Path key) {
        try {
            return new EnvelopeSigner(KeyPairFile.readPrivate(Files.readString(key)));
        } catch (IOException e) {
            throw new CommandException("cannot read " + key, e);
        } catch (IllegalArgumentException e) {
            throw new CommandException("--key " + key + ": " + e.getMessage(), e);
        }
    }
}
