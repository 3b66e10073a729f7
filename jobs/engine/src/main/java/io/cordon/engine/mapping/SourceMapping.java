package io.cordon.engine.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.cordon.engine.event.FieldCatalogue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** How the records of one shape are read: where header and data stand, and which {@link EventKinds} they carry. */
record SourceMapping(
        String name,
        List<FieldPath> when,
        List<FieldPath> endpoint,
        boolean endpointFromOrigin,
        String defaultDomain,
        List<FieldPath> channel,
        List<FieldPath> code,
        List<FieldPath> provider,
        List<FieldPath> eventId,
        List<FieldPath> recordNumber,
        List<FieldPath> time,
        List<FieldPath> recordTime,
        List<FieldPath> actorPid,
        List<FieldPath> data,
        Map<String, List<FieldPath>> header,
        Set<String> drop,
        EventKinds events,
        String kind) {

    private static final Set<String> KEYS = Set.of(
            "name",
            "when",
            "endpoint",
            "endpoint_from_origin",
            "default_domain",
            "channel",
            "code",
            "provider",
            "event_id",
            "record_number",
            "time",
            "record_time",
            "actor_pid",
            "data",
            "header",
            "drop",
            "events");

    boolean holds(JsonNode root) {
        for (FieldPath path : when) {
            if (path.in(root) == null) {
                return false;
            }
        }
        return true;
    }

    /** The mappings that Cordon brings along, in the order in which they are tried. */
    static List<SourceMapping> builtIn() {
        return read("sources.yaml", resource("sources.yaml"));
    }

    /**
     * Reads a list of mappings.
     *
     * @param file named in errors
     * @throws IllegalArgumentException with file, key and what was expected
     */
    static List<SourceMapping> read(String file, String yaml) {
        Map<String, EventKinds> kinds = new HashMap<>();
        Yaml builtIn = Yaml.of("events.yaml", load(resource("events.yaml")));
        for (String name : builtIn.values().keySet()) {
            kinds.put(name, EventKinds.read(builtIn.child(name)));
        }
        if (!(load(yaml) instanceof List<?> list)) {
            throw new IllegalArgumentException(file + ": expected a list of mappings");
        }
        List<SourceMapping> mappings = new ArrayList<>();
        for (Object item : list) {
            mappings.add(one(Yaml.of(file, item), kinds));
        }
        return mappings;
    }

    private static SourceMapping one(Yaml yaml, Map<String, EventKinds> builtIn) {
        yaml.only(KEYS);
        EventKinds kinds;
        String kind = yaml.values().get("events") instanceof String name ? name : "";
        if (yaml.values().get("events") instanceof String name) {
            kinds = builtIn.get(name);
            if (kinds == null) {
                throw new IllegalArgumentException(
                        yaml.where() + ".events: unknown '" + name + "', expected one of " + builtIn.keySet());
            }
        } else {
            kinds = EventKinds.read(yaml.child("events"));
        }
        return new SourceMapping(
                yaml.text("name", yaml.where()),
                yaml.paths("when"),
                yaml.paths("endpoint"),
                yaml.flag("endpoint_from_origin"),
                yaml.text("default_domain", ""),
                yaml.paths("channel"),
                yaml.paths("code"),
                yaml.paths("provider"),
                yaml.paths("event_id"),
                yaml.paths("record_number"),
                yaml.paths("time"),
                yaml.paths("record_time"),
                yaml.paths("actor_pid"),
                yaml.paths("data"),
                header(yaml.child("header")),
                Set.copyOf(yaml.texts("drop")),
                kinds,
                kind);
    }

    /** By the field, as events keep it, where it stands in the record. */
    private static Map<String, List<FieldPath>> header(Yaml yaml) {
        Map<String, List<FieldPath>> header = new LinkedHashMap<>();
        yaml.values()
                .keySet()
                .forEach(name ->
                        header.put(FieldCatalogue.builtIn().resolve(name).key(), yaml.paths(name)));
        return header;
    }

    private static Object load(String yaml) {
        return Objects.requireNonNull(new Load(LoadSettings.builder().build()).loadFromString(yaml), "empty document");
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(SourceMapping.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
