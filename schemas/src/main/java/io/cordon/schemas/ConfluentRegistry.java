package io.cordon.schemas;

import io.cordon.schemas.shaded.confluent.io.confluent.kafka.schemaregistry.ParsedSchema;
import io.cordon.schemas.shaded.confluent.io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.cordon.schemas.shaded.confluent.io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.cordon.schemas.shaded.confluent.io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.cordon.schemas.shaded.confluent.io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;

/** A registry over HTTP, through Confluent's own client; it caches what it was told. */
final class ConfluentRegistry implements SchemaRegistry {
    private static final int CACHED_SCHEMAS = 1000;
    private static final int CONFLICT = 409;
    private static final int NOT_FOUND = 404;

    private final SchemaRegistryClient client;

    ConfluentRegistry(String urls, Map<String, String> properties) {
        client = new CachedSchemaRegistryClient(List.of(urls.split("\\s*,\\s*", -1)), CACHED_SCHEMAS, properties);
    }

    @Override
    public Optional<Integer> idOf(String subject, Schema schema) throws IOException {
        return found(() -> client.getId(subject, parsed(schema)));
    }

    @Override
    public Optional<Schema> byId(int id) throws IOException {
        return found(() -> new Schema.Parser().parse(client.getSchemaById(id).canonicalString()));
    }

    @Override
    public int register(String subject, Schema schema) throws IOException {
        try {
            return client.register(subject, parsed(schema));
        } catch (RestClientException e) {
            if (e.getStatus() == CONFLICT) {
                throw new IncompatibleSchemaException(subject, String.valueOf(e.getMessage()));
            }
            throw new IOException("the schema registry answered " + e.getMessage(), e);
        }
    }

    private static ParsedSchema parsed(Schema schema) {
        return new AvroSchema(schema.toString());
    }

    private static <T> Optional<T> found(Request<T> request) throws IOException {
        try {
            return Optional.of(request.send());
        } catch (RestClientException e) {
            if (e.getStatus() == NOT_FOUND) {
                return Optional.empty();
            }
            throw new IOException("the schema registry answered " + e.getMessage(), e);
        }
    }

    private interface Request<T> {
        T send() throws IOException, RestClientException;
    }
}
