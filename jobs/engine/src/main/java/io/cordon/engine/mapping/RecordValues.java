package io.cordon.engine.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.event.FieldRef;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads single values of records as they stand there, which events keep as texts. */
public final class RecordValues {
    private final List<SourceMapping> mappings;

    RecordValues(List<SourceMapping> mappings) {
        this.mappings = mappings;
    }

    /** What fields hold, with numbers as numbers; without those that the record lacks, or that are part of another's text. */
    public Map<FieldRef, JsonNode> of(byte[] raw, Set<FieldRef> fields) {
        if (fields.isEmpty()) {
            return Map.of();
        }
        JsonNode root = root(raw);
        SourceMapping mapping = mapping(root);
        return root == null || mapping == null
                ? Map.of()
                : EventData.values(Normalizer.data(mapping, root), mapping, root, fields);
    }

    /** The number by which the record says which of those of the same time came first; ABSENT where it says none. */
    public long tieBreak(byte[] raw) {
        if (mappings.stream().allMatch(mapping -> mapping.tieBreak().isEmpty())) {
            return EndpointEvent.ABSENT;
        }
        JsonNode root = root(raw);
        SourceMapping mapping = mapping(root);
        return root == null || mapping == null
                ? EndpointEvent.ABSENT
                : ProcessIds.pid(FieldPath.firstText(mapping.tieBreak(), root));
    }

    private static @Nullable JsonNode root(byte[] raw) {
        try {
            return Normalizer.JSON.readTree(raw);
        } catch (IOException e) {
            return null; // it would not have been mapped
        }
    }

    private @Nullable SourceMapping mapping(@Nullable JsonNode root) {
        return root == null
                ? null
                : mappings.stream().filter(one -> one.holds(root)).findFirst().orElse(null);
    }
}
