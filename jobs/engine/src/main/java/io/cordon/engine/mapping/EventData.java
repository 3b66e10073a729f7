package io.cordon.engine.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cordon.engine.event.Column;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.event.FieldCatalogue;
import io.cordon.engine.event.FieldRef;
import io.cordon.engine.event.MultiValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Spreads a record's data over an event's columns and fields. */
final class EventData {
    private static final FieldCatalogue CATALOGUE = FieldCatalogue.builtIn();

    /** Where events keep the category that a query names. */
    private static final String CATEGORY = CATALOGUE.resolve("event.category").key();

    private EventData() {}

    /** Data as an object: {@code {"Data": [{"@Name": "Image", "#text": "…"}]}} becomes {@code {"Image": "…"}}. */
    static JsonNode named(JsonNode data) {
        JsonNode list = data.get("Data");
        if (list == null || !list.isArray() || !list.path(0).isObject()) {
            return data;
        }
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        for (JsonNode item : list) {
            JsonNode name = item.has("@Name")
                    ? item.get("@Name")
                    : item.path("#attributes").get("Name");
            if (name != null) {
                out.set(name.asText(), item.path("#text"));
            }
        }
        return out;
    }

    static void into(EndpointEvent.Builder out, JsonNode data, SourceMapping mapping, JsonNode root) {
        Map<String, String> fields = new HashMap<>(2 * data.size());
        spread("", data, mapping.drop(), out, new boolean[Column.values().length], fields);
        mapping.header().forEach((name, paths) -> {
            String text = FieldPath.firstText(paths, root);
            if (text != null) {
                fields.putIfAbsent(name, text);
            }
        });
        List<String> categories = mapping.own().categories(root);
        if (!categories.isEmpty()) {
            fields.put(CATEGORY, MultiValue.of(categories));
        }
        out.fields(fields);
    }

    private static void spread(
            String prefix,
            JsonNode object,
            Set<String> drop,
            EndpointEvent.Builder out,
            boolean[] taken,
            Map<String, String> fields) {
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            // An empty prefix is not joined: the key itself carries its hash from the parser's own table of names.
            String name = prefix.isEmpty() ? entry.getKey() : prefix + entry.getKey();
            JsonNode value = entry.getValue();
            if (drop.contains(name)) {
                continue;
            }
            if (value.isObject()) {
                spread(name + '.', value, drop, out, taken, fields);
                continue;
            }
            String text = text(value);
            if (text == null) {
                continue;
            }
            FieldRef known = CATALOGUE.known(name);
            Column column = known == null || known.part() != FieldRef.Part.WHOLE ? null : known.column();
            if (column != null && !taken[column.slot()]) {
                taken[column.slot()] = true;
                out.column(column, text);
            } else if (known != null && column == null && !fields.containsKey(known.own())) {
                fields.put(known.own(), text);
            } else {
                fields.put(name, text);
            }
        }
    }

    /** The values of fields as they stand in the data or the header; of several names of a field the first counts. */
    static Map<FieldRef, JsonNode> values(JsonNode data, SourceMapping mapping, JsonNode root, Set<FieldRef> fields) {
        Map<String, FieldRef> wanted = new HashMap<>();
        fields.forEach(field -> wanted.put(field.own(), field));
        Map<FieldRef, JsonNode> values = new HashMap<>();
        find("", data, mapping.drop(), wanted, values);
        mapping.header().forEach((name, paths) -> {
            FieldRef field = wanted.get(name);
            JsonNode value = FieldPath.first(paths, root);
            if (field != null && value != null) {
                values.putIfAbsent(field, value);
            }
        });
        return values;
    }

    private static void find(
            String prefix,
            JsonNode object,
            Set<String> drop,
            Map<String, FieldRef> wanted,
            Map<FieldRef, JsonNode> values) {
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            String name = prefix + entry.getKey();
            JsonNode value = entry.getValue();
            if (drop.contains(name)) {
                continue;
            }
            if (value.isObject()) {
                find(name + '.', value, drop, wanted, values);
                continue;
            }
            FieldRef known = CATALOGUE.known(name);
            FieldRef field = wanted.get(known == null ? name : known.own());
            if (field != null && text(value) != null) {
                values.putIfAbsent(field, value);
            }
        }
    }

    /**
     * Refuses data with half of a UTF-16 pair.
     *
     * @throws Normalizer.Refused naming the field
     */
    static void requireWhole(JsonNode data, Set<String> drop) throws Normalizer.Refused {
        requireWhole("", data, drop);
    }

    private static void requireWhole(String prefix, JsonNode object, Set<String> drop) throws Normalizer.Refused {
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            String name = prefix + entry.getKey();
            if (drop.contains(name)) {
                continue;
            }
            if (entry.getValue().isObject()) {
                requireWhole(name + '.', entry.getValue(), drop);
                continue;
            }
            String text = text(entry.getValue());
            if (LoneSurrogates.in(name) || (text != null && LoneSurrogates.in(text))) {
                throw new Normalizer.Refused(
                        Reason.LONE_SURROGATE, "in the field '" + name.replaceAll("[^\\w.@-]", "?") + "'");
            }
        }
    }

    /** A scalar's text; a list's elements; null for nothing. */
    private static @Nullable String text(JsonNode value) {
        if (value.isNull()) {
            return null;
        }
        if (!value.isArray()) {
            return MultiValue.single(scalar(value));
        }
        List<String> elements = new ArrayList<>(value.size());
        for (JsonNode element : value) {
            if (!element.isNull()) {
                elements.add(element.isValueNode() ? scalar(element) : element.toString());
            }
        }
        return elements.isEmpty() ? null : MultiValue.of(elements);
    }

    /** A text as it is; of a number that is written as 4.0 or 1e3 the one that queries write. */
    private static String scalar(JsonNode value) {
        return value.isFloatingPointNumber()
                ? value.decimalValue().stripTrailingZeros().toPlainString()
                : value.asText();
    }

    static String shorten(String text) {
        String clean = text.length() > 200 ? text.substring(0, 200) + "…" : text;
        return LoneSurrogates.in(clean) ? clean.replaceAll("[\\ud800-\\udfff]", "?") : clean;
    }
}
