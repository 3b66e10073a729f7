package io.cordon.schemas;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.avro.Schema;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The topics file: every topic of Cordon's with its settings, contract, writers and readers. */
public final class Topics {
    public static final String TELEMETRY = "telemetry";
    public static final String ENDPOINT_EVENTS = "endpoint-events";
    public static final String RULES = "rules";
    public static final String RULE_SETS = "rule-sets";
    public static final String FINDINGS = "findings";
    public static final String EDGES = "edges";
    public static final String GRAFTS = "grafts";
    public static final String INCIDENTS = "incidents";
    public static final String INDICATORS = "indicators";
    public static final String VERDICTS = "verdicts";
    public static final String COMMANDS = "commands";
    public static final String DESIRED_STATE = "desired-state";
    public static final String KILL_SWITCH = "kill-switch";
    public static final String POLICIES = "policies";
    public static final String APPROVALS = "approvals";
    public static final String HELD = "held";
    public static final String RESPONSES = "responses";
    public static final String DEAD_LETTERS = "dead-letters";

    private Topics() {}

    /**
     * One topic.
     *
     * @param name its name, without the user's prefix
     * @param key what its records' keys say, in UTF-8, or empty where that is the writers' own affair
     * @param value the name of its value's contract, or empty for raw records
     * @param config Kafka's topic settings
     */
    public record Topic(
            String name,
            int partitions,
            short replication,
            Map<String, String> config,
            Optional<String> key,
            Optional<String> value,
            List<String> writers,
            List<String> readers) {
        public Topic {
            config = Map.copyOf(config);
            writers = List.copyOf(writers);
            readers = List.copyOf(readers);
        }

        /** The contract of its values, or empty for raw records. */
        public Optional<Schema> schema() {
            return value.map(Topic::schemaOf);
        }

        private static Schema schemaOf(String contract) {
            try {
                return (Schema) Class.forName("io.cordon.wire." + contract)
                        .getMethod("getClassSchema")
                        .invoke(null);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("topics.yaml names a contract that does not exist: " + contract, e);
            }
        }
    }

    /** The topics that ship with this version. */
    public static List<Topic> shipped() {
        try (InputStream file = Topics.class.getResourceAsStream("topics.yaml")) {
            Map<?, ?> root = (Map<?, ?>)
                    new Load(LoadSettings.builder().setLabel("topics.yaml").build())
                            .loadFromInputStream(Objects.requireNonNull(file));
            Map<?, ?> defaults = (Map<?, ?>) require(root, "defaults");
            return ((List<?>) require(root, "topics"))
                    .stream().map(topic -> topic((Map<?, ?>) topic, defaults)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Topic topic(Map<?, ?> topic, Map<?, ?> defaults) {
        Map<String, String> config = new LinkedHashMap<>();
        putAll(config, (Map<?, ?>) require(defaults, "config"));
        if (topic.get("config") instanceof Map<?, ?> own) {
            putAll(config, own);
        }
        Object partitions = topic.get("partitions");
        return new Topic(
                (String) require(topic, "name"),
                (Integer) (partitions == null ? require(defaults, "partitions") : partitions),
                ((Integer) require(defaults, "replication")).shortValue(),
                config,
                Optional.ofNullable((String) topic.get("key")),
                Optional.ofNullable((String) topic.get("value")),
                names(topic, "write"),
                names(topic, "read"));
    }

    private static void putAll(Map<String, String> to, Map<?, ?> from) {
        from.forEach((key, value) -> to.put((String) key, String.valueOf(value)));
    }

    private static List<String> names(Map<?, ?> topic, String key) {
        return ((List<?>) require(topic, key)).stream().map(String::valueOf).toList();
    }

    private static Object require(Map<?, ?> map, String key) {
        return Objects.requireNonNull(map.get(key), () -> "topics.yaml lacks `" + key + "` in " + map);
    }
}
