package io.cordon.engine.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.cordon.engine.event.Activity;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.mapping.EventKinds.Ids;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a user's own schema says what happened: by a category, and by what was done.
 *
 * @param category where the category stands
 * @param names what the record's categories are called in queries; one that is not listed has its own name
 * @param action where it stands what was done
 * @param types what the record's actions are
 * @param process whose event it is; {@code parent} who started it, {@code target} on whom it acts
 */
record OwnCategories(
        List<FieldPath> category,
        Map<String, String> names,
        List<FieldPath> action,
        Map<String, Type> types,
        Ids process,
        Ids parent,
        Ids target) {
    /** The keys that make one. */
    static final Set<String> KEYS =
            Set.of("category", "categories", "action", "actions", "process", "parent", "target");

    static final OwnCategories NONE =
            new OwnCategories(List.of(), Map.of(), List.of(), Map.of(), Ids.NONE, Ids.NONE, Ids.NONE);

    /** What was done to what the category is about. */
    enum Type {
        START,
        END,
        CREATION,
        DELETION,
        CHANGE,
        RENAME,
        ACCESS,
        OTHER;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static OwnCategories read(Yaml yaml) {
        if (yaml.has("events")) {
            throw yaml.refuse("events", "expected either 'events' or 'category'");
        }
        if (!yaml.has("category")) {
            throw yaml.refuse("expected 'category', where the record says its event category, beside "
                    + yaml.keys().stream().filter(KEYS::contains).toList());
        }
        Map<String, String> names = new LinkedHashMap<>();
        Yaml categories = yaml.child("categories");
        categories.keys().forEach(name -> names.put(name, categories.text(name, "")));
        Map<String, Type> types = new LinkedHashMap<>();
        Yaml actions = yaml.child("actions");
        actions.keys().forEach(name -> types.put(name, actions.choice(name, Type.class, Type.OTHER)));
        if (!types.isEmpty() && !yaml.has("action")) {
            throw yaml.refuse("actions", "expected 'action' too, where the record says what was done");
        }
        return new OwnCategories(
                yaml.paths("category"),
                Map.copyOf(names),
                yaml.paths("action"),
                Map.copyOf(types),
                Ids.read(yaml.child("process")),
                Ids.read(yaml.child("parent")),
                Ids.read(yaml.child("target")));
    }

    boolean isSome() {
        return !category.isEmpty();
    }

    /** What queries call the record's categories. */
    List<String> categories(JsonNode record) {
        return texts(FieldPath.first(category, record)).stream()
                .map(one -> names.getOrDefault(one, one))
                .toList();
    }

    /** Tells the event what happened, and who did it. */
    void into(EndpointEvent.Builder out, JsonNode record) {
        List<String> categories = categories(record);
        Type type = texts(FieldPath.first(action, record)).stream()
                .map(one -> types.getOrDefault(one, Type.OTHER))
                .findFirst()
                .orElse(Type.OTHER);
        out.activity(categories.isEmpty() ? Activity.OTHER : activity(categories.get(0), type))
                .process(process.entity(record), process.pid(record))
                .parent(parent.entity(record), parent.pid(record))
                .target(target.entity(record), target.pid(record));
    }

    private static List<String> texts(@Nullable JsonNode node) {
        List<String> texts = new ArrayList<>();
        if (node != null && node.isArray()) {
            node.forEach(one -> texts.add(one.asText()));
        } else if (node != null && node.isValueNode()) {
            texts.add(node.asText());
        }
        return texts;
    }

    private static Activity activity(String category, Type type) {
        return switch (category.toLowerCase(Locale.ROOT)) {
            case "process" -> started(type, Activity.PROCESS_START, Activity.PROCESS_END);
            case "session", "authentication" -> started(type, Activity.LOGON, Activity.LOGOFF);
            case "network" -> Activity.NETWORK_CONNECT;
            case "dns" -> Activity.DNS_QUERY;
            case "library", "image_load" -> Activity.IMAGE_LOAD;
            case "driver" -> Activity.DRIVER_LOAD;
            case "file" ->
                switch (type) {
                    case CREATION -> Activity.FILE_CREATE;
                    case DELETION -> Activity.FILE_DELETE;
                    case RENAME -> Activity.FILE_RENAME;
                    default -> Activity.FILE_ACCESS;
                };
            case "registry" ->
                switch (type) {
                    case CREATION -> Activity.REGISTRY_ADD;
                    case DELETION -> Activity.REGISTRY_DELETE;
                    case RENAME -> Activity.REGISTRY_RENAME;
                    default -> Activity.REGISTRY_SET;
                };
            default -> Activity.OTHER;
        };
    }

    private static Activity started(Type type, Activity start, Activity end) {
        return type == Type.START ? start : type == Type.END ? end : Activity.OTHER;
    }
}
