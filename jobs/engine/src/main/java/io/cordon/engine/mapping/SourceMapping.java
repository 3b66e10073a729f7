package io.cordon.engine.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.cordon.engine.event.FieldCatalogue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * How the records of one shape are read: where header and data stand, and which {@link EventKinds} they carry, or by which
 * {@link OwnCategories} they say what happened.
 */
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
        String kind,
        RecordTime.Unit timeUnit,
        List<FieldPath> tieBreak,
        OwnCategories own) {

    private static final Set<String> KEYS = Set.of(
            "name",
            "when",
            "endpoint",
            "endpoint_from_origin",
            "default_domain",
            "product",
            "channel",
            "code",
            "provider",
            "event_id",
            "record_number",
            "tie_break",
            "time",
            "time_unit",
            "record_time",
            "actor_pid",
            "data",
            "header",
            "drop",
            "events",
            "category",
            "categories",
            "action",
            "actions",
            "process",
            "parent",
            "target");

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
     * @throws IllegalArgumentException with file, line, key and what was expected
     */
    static List<SourceMapping> read(String file, String yaml) {
        Map<String, EventKinds> kinds = new HashMap<>();
        Yaml builtIn = Yaml.of("events.yaml", resource("events.yaml"));
        for (String name : builtIn.keys()) {
            kinds.put(name, EventKinds.read(builtIn.child(name)));
        }
        return Yaml.list(file, yaml).stream().map(one -> one(one, kinds)).toList();
    }

    private static SourceMapping one(Yaml yaml, Map<String, EventKinds> builtIn) {
        yaml.only(KEYS);
        String kind = yaml.isText("events") ? yaml.text("events", "") : "";
        boolean isOwn = yaml.keys().stream().anyMatch(OwnCategories.KEYS::contains);
        OwnCategories own = isOwn ? OwnCategories.read(yaml) : OwnCategories.NONE;
        EventKinds kinds = kind.isEmpty() ? EventKinds.read(yaml.child("events")) : builtIn.get(kind);
        if (kinds == null) {
            throw yaml.refuse("events", "unknown '" + kind + "', expected one of " + new TreeSet<>(builtIn.keySet()));
        }
        if (!yaml.has("time") && !yaml.has("record_time") && !yaml.has("events")) {
            throw yaml.refuse("expected 'time', where the record says when it happened");
        }
        return new SourceMapping(
                yaml.text("name", "mine"),
                yaml.paths("when"),
                yaml.paths("endpoint"),
                yaml.flag("endpoint_from_origin") || !yaml.has("endpoint"),
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
                yaml.has("product") ? kinds.ofProduct(yaml.text("product", "")) : kinds,
                kind,
                yaml.choice("time_unit", RecordTime.Unit.class, RecordTime.Unit.GUESSED),
                yaml.paths("tie_break"),
                own);
    }

    /** By the field, as events keep it, where it stands in the record. */
    private static Map<String, List<FieldPath>> header(Yaml yaml) {
        Map<String, List<FieldPath>> header = new LinkedHashMap<>();
        yaml.keys()
                .forEach(name ->
                        header.put(FieldCatalogue.builtIn().resolve(name).key(), yaml.paths(name)));
        return header;
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(SourceMapping.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
