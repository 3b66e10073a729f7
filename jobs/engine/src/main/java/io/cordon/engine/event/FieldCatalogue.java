package io.cordon.engine.event;

import io.cordon.engine.event.FieldRef.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The one table that says which names sources and rules use for a column ({@code fields.yaml}, {@code parts.yaml}). */
public final class FieldCatalogue {
    private static final FieldCatalogue BUILT_IN = read();

    private final Map<String, FieldRef> byName;

    private FieldCatalogue(Map<String, FieldRef> byName) {
        this.byName = Map.copyOf(byName);
    }

    public static FieldCatalogue builtIn() {
        return BUILT_IN;
    }

    /** What a rule means by a name; a name that the catalogue does not list is a source field by its own name. */
    public FieldRef resolve(String name) {
        FieldRef known = byName.get(name);
        return known != null ? known : new FieldRef(null, name, Part.WHOLE);
    }

    /** The column that a source's field goes to, or null where it stays a source field. */
    public @Nullable Column columnOf(String name) {
        FieldRef known = byName.get(name);
        return known == null || known.part() != Part.WHOLE ? null : known.column();
    }

    private static FieldCatalogue read() {
        Map<String, FieldRef> byName = new HashMap<>();
        lists("fields.yaml")
                .forEach((column, names) -> names.forEach(name -> {
                    FieldRef twice = byName.put(name, of(column, Part.WHOLE));
                    if (twice != null) {
                        throw new IllegalStateException("fields.yaml names " + name + " twice");
                    }
                }));
        lists("parts.yaml").forEach((name, of) -> byName.put(name, of(of.get(0), Part.valueOf(of.get(1)))));
        return new FieldCatalogue(byName);
    }

    private static FieldRef of(String name, Part part) {
        Column column = Column.valueOf(name);
        return new FieldRef(column, column.ecs(), part);
    }

    private static Map<String, List<String>> lists(String resource) {
        try (InputStream in = Objects.requireNonNull(FieldCatalogue.class.getResourceAsStream(resource), resource)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            Object loaded =
                    Objects.requireNonNull(new Load(LoadSettings.builder().build()).loadFromString(text));
            Map<String, List<String>> out = new HashMap<>();
            ((Map<?, ?>) loaded)
                    .forEach((key, value) -> out.put(
                            key.toString(),
                            ((List<?>) value).stream().map(Object::toString).toList()));
            return out;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
