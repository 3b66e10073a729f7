package io.cordon.engine.event;

import org.jspecify.annotations.Nullable;

/**
 * A field as a rule names it, resolved once by the catalogue: a column, or a source field by its own name.
 *
 * @param name the name that the rule used
 * @param column the column that holds it, or null for a source field, looked up by {@code key}
 * @param key the source field's own name
 * @param part what of the value is meant
 */
public record FieldRef(String name, @Nullable Column column, String key, Part part) {
    /** What of a field's value a name means: {@code process.name} is the file name in {@code process.executable}. */
    public enum Part {
        WHOLE,
        FILE_NAME,
        FILE_EXTENSION
    }
}
