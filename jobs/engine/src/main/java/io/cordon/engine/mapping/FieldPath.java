package io.cordon.engine.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A dotted path into a JSON object; a key that holds dots itself ({@code {"event.code": 1}}) is found as well. */
record FieldPath(String whole, List<String> steps) {
    static FieldPath of(String path) {
        return new FieldPath(path, path.isEmpty() ? List.of() : List.of(path.split("\\.")));
    }

    /** The node at the path, or null where there is none or it is a JSON null. */
    @Nullable
    JsonNode in(JsonNode root) {
        JsonNode node = root;
        // By number, here and below: a record asks some forty paths, and an iterator for each shows in a profile.
        for (int i = 0; i < steps.size(); i++) {
            JsonNode next = node.get(steps.get(i));
            if (next == null) {
                next = steps.size() == 1 ? null : root.get(whole);
                return next == null || next.isNull() ? null : next;
            }
            node = next;
        }
        return node.isNull() ? null : node;
    }

    static @Nullable JsonNode first(List<FieldPath> paths, JsonNode root) {
        for (int i = 0; i < paths.size(); i++) {
            JsonNode found = paths.get(i).in(root);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** The first scalar at one of the paths, or null. */
    static @Nullable String firstText(List<FieldPath> paths, JsonNode root) {
        for (int i = 0; i < paths.size(); i++) {
            JsonNode found = paths.get(i).in(root);
            if (found != null && found.isValueNode()) {
                return found.asText();
            }
        }
        return null;
    }
}
