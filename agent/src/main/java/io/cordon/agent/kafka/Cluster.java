package io.cordon.agent.kafka;

import io.cordon.schemas.SchemaRegistry;
import java.util.HashMap;
import java.util.Map;

/**
 * The broker and the registry that an agent works with.
 *
 * @param properties Kafka's client properties, {@code bootstrap.servers} among them
 * @param registry knows the topics' schemas
 * @param registryUrl where it is, for the way that stays open; may be empty
 * @param prefix stands before the name of every topic
 */
public record Cluster(Map<String, Object> properties, SchemaRegistry registry, String registryUrl, String prefix) {
    public Cluster {
        properties = Map.copyOf(properties);
    }

    String topic(String name) {
        return prefix + name;
    }

    Map<String, Object> with(Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(properties);
        all.putAll(more);
        return all;
    }
}
