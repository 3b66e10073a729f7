package io.cordon.cli.story;

import java.util.LinkedHashMap;
import java.util.Map;

/** The page's own ids of what it shows: those of processes and edges may hold anything. */
final class Ids {
    private final Map<String, String> ids = new LinkedHashMap<>();

    String of(String key) {
        return ids.computeIfAbsent(key, none -> "d" + (ids.size() + 1));
    }

    /** Whether something points at it. */
    boolean isShown(String key) {
        return ids.containsKey(key);
    }
}
