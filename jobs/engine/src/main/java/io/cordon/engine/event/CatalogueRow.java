package io.cordon.engine.event;

import io.cordon.engine.event.FieldRef.Part;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A row of the catalogue of fields.
 *
 * @param column where events keep the field, or null for one that is kept by its name in ECS
 * @param ecs its name in ECS, or in ECS's style
 * @param sigma its names in Sysmon, in Windows' own logs and in Sigma's rules
 * @param ocsf its paths in OCSF
 * @param also its names in other schemas
 * @param parts the names of a part of it
 * @param generation whose start says it where an event lacks it: 0 the acting process's, 1 its parent's, 2 its grandparent's, or
 *     {@link #NOT_IN_TREE}
 * @param said the column under which that start says it; null where none does
 */
public record CatalogueRow(
        @Nullable Column column,
        String ecs,
        List<String> sigma,
        List<String> ocsf,
        List<String> also,
        Map<Part, List<String>> parts,
        int generation,
        @Nullable Column said) {

    public static final int NOT_IN_TREE = -1;

    private static final Set<String> KEYS = Set.of("column", "ecs", "sigma", "ocsf", "also", "parts", "tree");
    private static final List<String> GENERATIONS = List.of("process", "parent", "grandparent");

    static CatalogueRow of(Map<?, ?> yaml) {
        if (!KEYS.containsAll(yaml.keySet())) {
            throw new IllegalStateException("fields.yaml: expected only " + KEYS + " in " + yaml);
        }
        Column column = yaml.get("column") instanceof String name ? Column.valueOf(name) : null;
        Map<Part, List<String>> parts = new EnumMap<>(Part.class);
        if (yaml.get("parts") instanceof Map<?, ?> listed) {
            listed.keySet().forEach(part -> parts.put(Part.valueOf(part.toString()), texts(listed, part)));
        }
        int generation = NOT_IN_TREE;
        Column said = null;
        if (yaml.get("tree") instanceof Map<?, ?> elder) {
            Map.Entry<?, ?> one = elder.entrySet().iterator().next();
            generation = GENERATIONS.indexOf(one.getKey());
            said = Column.valueOf(one.getValue().toString());
        } else if (yaml.get("tree") instanceof String own) {
            generation = GENERATIONS.indexOf(own);
            said = column;
        }
        return new CatalogueRow(
                column,
                String.valueOf(yaml.get("ecs")),
                texts(yaml, "sigma"),
                texts(yaml, "ocsf"),
                texts(yaml, "also"),
                Map.copyOf(parts),
                generation,
                said);
    }

    /** All names of the whole field. */
    public Stream<String> names() {
        return Stream.of(List.of(ecs), sigma, ocsf, also).flatMap(List::stream);
    }

    /** Whose start says the field where an event lacks it, in a word; empty where none does. */
    public String tree() {
        return generation == NOT_IN_TREE ? "" : GENERATIONS.get(generation);
    }

    private static List<String> texts(Map<?, ?> yaml, Object key) {
        return yaml.get(key) instanceof List<?> list
                ? list.stream().map(Object::toString).toList()
                : List.of();
    }
}
