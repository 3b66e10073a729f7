package io.cordon.cli;

import io.cordon.schemas.SchemaRegistry;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import picocli.CommandLine.Option;

/** Where the broker and the registry are, and which topics are ours there. */
public final class ClusterOptions {
    @Option(
            names = "--kafka",
            required = true,
            paramLabel = "HOST:PORT|FILE",
            description = "The broker, or a file of Kafka client properties (bootstrap.servers, security.protocol, …).")
    String kafka = "";

    @Option(
            names = "--registry",
            required = true,
            paramLabel = "URL|FILE",
            description = "The Confluent-compatible schema registry, or a file of its client's properties"
                    + " (schema.registry.url, basic.auth.user.info, …).")
    String registry = "";

    @Option(
            names = "--prefix",
            defaultValue = "",
            paramLabel = "TEXT",
            description = "Stands before the name of every topic, consumer group and transactional id.")
    String prefix = "";

    @Option(names = "--tenant", defaultValue = "default", description = "The tenant (default: ${DEFAULT-VALUE}).")
    String tenant = "default";

    /** A cluster that a program knows, not a person. */
    public static ClusterOptions of(String kafka, String registry, String prefix) {
        ClusterOptions options = new ClusterOptions();
        options.kafka = kafka;
        options.registry = registry;
        options.prefix = prefix;
        return options;
    }

    public Map<String, Object> kafkaProperties() {
        Map<String, Object> properties = new HashMap<>(read(kafka, "bootstrap.servers"));
        properties.putIfAbsent("request.timeout.ms", "10000");
        properties.putIfAbsent("default.api.timeout.ms", "15000");
        return properties;
    }

    /** A consumer of topics' bytes that sees nothing that is not, or never will be, committed. */
    public KafkaConsumer<String, byte[]> consumer() {
        Map<String, Object> properties = kafkaProperties();
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        return new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
    }

    public SchemaRegistry schemaRegistry() {
        return SchemaRegistry.of(read(registry, "schema.registry.url"));
    }

    /** The registry's address, or several with commas. */
    String registryUrl() {
        return read(registry, "schema.registry.url").getOrDefault("schema.registry.url", "");
    }

    public String topic(String name) {
        return prefix + name;
    }

    /** The options as a job or command takes them. */
    public List<String> asArguments() {
        return List.of("--kafka", kafka, "--registry", registry, "--prefix", prefix, "--tenant", tenant);
    }

    private static Map<String, String> read(String value, String addressKey) {
        Path file = Path.of(value.contains("://") ? "" : value);
        if (value.contains("://") || !Files.isRegularFile(file)) {
            return Map.of(addressKey, value);
        }
        Properties properties = new Properties();
        try (Reader text = Files.newBufferedReader(file)) {
            properties.load(text);
        } catch (IOException e) {
            throw new CommandException("cannot read " + file + ": " + e.getMessage(), e);
        }
        Map<String, String> map = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> map.put(name, properties.getProperty(name)));
        return map;
    }
}
