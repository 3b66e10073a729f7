package io.cordon.engine.event;

import io.cordon.engine.event.FieldRef.Kin;
import io.cordon.engine.event.FieldRef.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The one table that says which names sources and rules use for a field ({@code fields.yaml}). */
public final class FieldCatalogue {
    private static final FieldCatalogue BUILT_IN = new FieldCatalogue(read());

    private final List<CatalogueRow> rows;
    private final Map<String, FieldRef> byName = new HashMap<>();
    private final Map<Column, String> ecs = new EnumMap<>(Column.class);

    private FieldCatalogue(List<CatalogueRow> rows) {
        this.rows = List.copyOf(rows);
        for (CatalogueRow row : rows) {
            if (row.column() != null && ecs.put(row.column(), row.ecs()) != null) {
                throw new IllegalStateException("fields.yaml has two rows for " + row.column());
            }
            Kin kin = kin(row);
            row.names().forEach(name -> name(name, new FieldRef(row.column(), row.ecs(), Part.WHOLE, row.ecs(), kin)));
            row.parts()
                    .forEach((part, names) -> names.forEach(
                            name -> name(name, new FieldRef(row.column(), row.ecs(), part, names.get(0), kin))));
        }
    }

    public static FieldCatalogue builtIn() {
        return BUILT_IN;
    }

    /** The table, in its own order. */
    public List<CatalogueRow> rows() {
        return rows;
    }

    /** The column's name in ECS, or in its style where ECS has none. */
    public String ecs(Column column) {
        return Objects.requireNonNull(ecs.get(column), () -> "fields.yaml has no row for " + column);
    }

    /** What a rule means by a name; a name that the catalogue does not list is a source field by its own name. */
    public FieldRef resolve(String name) {
        FieldRef known = byName.get(name);
        return known != null ? known : new FieldRef(null, name, Part.WHOLE);
    }

    /** The field, or the part of one, that a source's field is by its name; null where it stays a source field by its own name. */
    public @Nullable FieldRef known(String name) {
        return byName.get(name);
    }

    /** Puts a field where rules look for it by any of its names. */
    public void put(String name, String text, EndpointEvent.Builder event) {
        FieldRef known = known(name);
        if (known == null) {
            event.field(name, text);
        } else if (known.column() == null || known.part() != Part.WHOLE) {
            event.field(known.own(), text);
        } else {
            event.column(known.column(), text);
        }
    }

    private void name(String name, FieldRef field) {
        // Interned like the names that JSON is read with, so that equal names are found equal by identity.
        FieldRef before = byName.put(name.intern(), field);
        if (before != null && !before.equals(field)) {
            throw new IllegalStateException("fields.yaml means two fields by " + name);
        }
    }

    private @Nullable Kin kin(CatalogueRow row) {
        if (row.generation() == CatalogueRow.NOT_IN_TREE) {
            return null;
        }
        Column said = row.said();
        // What a process's start says of its parent stands in the row that is filled from the parent's.
        Column ofParent = row.generation() == 0
                ? null
                : rows.stream()
                        .filter(other -> other.generation() == 1 && other.said() == said)
                        .map(CatalogueRow::column)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
        return new Kin(row.generation(), Objects.requireNonNull(said), ofParent);
    }

    private static List<CatalogueRow> read() {
        try (InputStream in =
                Objects.requireNonNull(FieldCatalogue.class.getResourceAsStream("fields.yaml"), "fields.yaml")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            Object loaded = new Load(LoadSettings.builder().build()).loadFromString(text);
            return ((List<?>) Objects.requireNonNull(loaded))
                    .stream().map(row -> CatalogueRow.of((Map<?, ?>) row)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every name of every field. */
    public Stream<String> names() {
        return byName.keySet().stream();
    }
}
