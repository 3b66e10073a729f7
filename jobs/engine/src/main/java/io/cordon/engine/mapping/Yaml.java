package io.cordon.engine.mapping;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Typed reading of a loaded YAML mapping; every error names the file and the key. */
record Yaml(String where, Map<String, Object> values) {
    static Yaml of(String where, @Nullable Object loaded) {
        if (!(loaded instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException(where + ": expected a mapping of keys to values");
        }
        Map<String, Object> values = new LinkedHashMap<>();
        map.forEach((key, value) -> values.put(key.toString(), value == null ? "" : value));
        return new Yaml(where, values);
    }

    /** Refuses a key that would otherwise be ignored, such as a misspelled one. */
    void only(Set<String> known) {
        for (String key : values.keySet()) {
            if (!known.contains(key)) {
                throw new IllegalArgumentException(where + ": unknown key '" + key + "', expected one of " + known);
            }
        }
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    String text(String key, String otherwise) {
        Object value = values.get(key);
        return value == null ? otherwise : value.toString();
    }

    boolean flag(String key) {
        return Boolean.parseBoolean(text(key, "false"));
    }

    List<String> texts(String key) {
        Object value = values.get(key);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> list)) {
            throw new IllegalArgumentException(where + "." + key + ": expected a list");
        }
        return list.stream().map(Object::toString).toList();
    }

    List<FieldPath> paths(String key) {
        return texts(key).stream().map(FieldPath::of).toList();
    }

    Yaml child(String key) {
        Object value = values.get(key);
        return value == null ? new Yaml(where + "." + key, Map.of()) : of(where + "." + key, value);
    }

    List<Yaml> children(String key) {
        Object value = values.get(key);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> list)) {
            throw new IllegalArgumentException(where + "." + key + ": expected a list");
        }
        return list.stream().map(item -> of(where + "." + key, item)).toList();
    }
}
