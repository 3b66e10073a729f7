package io.cordon.schemas;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/** A registry inside this JVM, shared by name: what a test runs with where no server is worth its start. */
final class MemoryRegistry implements SchemaRegistry {
    private static final Map<String, MemoryRegistry> BY_NAME = new ConcurrentHashMap<>();

    private final List<Schema> schemas = new ArrayList<>();
    private final Set<String> registered = new HashSet<>();

    static MemoryRegistry named(String name) {
        return BY_NAME.computeIfAbsent(name, n -> new MemoryRegistry());
    }

    @Override
    public synchronized Optional<Integer> idOf(String subject, Schema schema) {
        int index = schemas.indexOf(schema);
        return registered.contains(subject + "/" + index) ? Optional.of(index + 1) : Optional.empty();
    }

    @Override
    public synchronized Optional<Schema> byId(int id) {
        return id >= 1 && id <= schemas.size() ? Optional.of(schemas.get(id - 1)) : Optional.empty();
    }

    @Override
    public synchronized int register(String subject, Schema schema) {
        if (!schemas.contains(schema)) {
            schemas.add(schema);
        }
        int index = schemas.indexOf(schema);
        registered.add(subject + "/" + index);
        return index + 1;
    }
}
