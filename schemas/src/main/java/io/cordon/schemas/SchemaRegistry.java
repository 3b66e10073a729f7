package io.cordon.schemas;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;

/** The little that Cordon asks of a Confluent-compatible schema registry. */
public interface SchemaRegistry {
    /**
     * The id of a registered schema, or empty where the subject does not hold it.
     *
     * @throws IOException where the registry does not answer
     */
    Optional<Integer> idOf(String subject, Schema schema) throws IOException;

    /**
     * The schema with this id, or empty where there is none.
     *
     * @throws IOException where the registry does not answer
     */
    Optional<Schema> byId(int id) throws IOException;

    /**
     * Registers a schema and returns its id; a schema that is there already keeps its id.
     *
     * @throws IOException where the registry does not answer
     * @throws IncompatibleSchemaException where the registry refuses the schema as incompatible
     */
    int register(String subject, Schema schema) throws IOException;

    /**
     * The registry that a client's properties name.
     *
     * @param properties {@code schema.registry.url} (several addresses with commas; {@code memory://NAME} is a registry inside
     *     this JVM) and whatever else Confluent's client takes, such as {@code basic.auth.user.info}
     */
    static SchemaRegistry of(Map<String, String> properties) {
        String url = properties.get("schema.registry.url");
        if (url == null || url.isBlank()) {
            throw new IllegalArgumentException("schema.registry.url is missing: say where the schema registry is");
        }
        return url.startsWith("memory://") ? MemoryRegistry.named(url) : new ConfluentRegistry(url, properties);
    }

    /** The registry refused a schema, since records written with it could not be read with the registered ones. */
    final class IncompatibleSchemaException extends IOException {
        private static final long serialVersionUID = 1;

        public IncompatibleSchemaException(String subject, String why) {
            super("the registry refuses the schema for " + subject + " as incompatible: " + why);
        }
    }
}
