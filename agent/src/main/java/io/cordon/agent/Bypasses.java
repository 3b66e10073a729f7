package io.cordon.agent;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What users wanted nevertheless, each until a time. Beyond the most that is kept nobody is let pass. */
final class Bypasses {
    private static final int MOST = 10_000;

    private final Map<String, Long> until = new HashMap<>();
    private final List<Bypass> unwritten = new ArrayList<>();

    /**
     * A user's word.
     *
     * @param about the standing order's target, and the object of the act
     * @param until in ms since 1970
     */
    record Bypass(String about, long until) {}

    boolean holds(String key, String object, long now) {
        until.values().removeIf(end -> end <= now);
        return until.containsKey(about(key, object));
    }

    void add(String key, String object, long end) {
        if (until.size() < MOST) {
            until.put(about(key, object), end);
            unwritten.add(new Bypass(about(key, object), end));
        }
    }

    private static String about(String key, String object) {
        return key + '\n' + object;
    }

    /** Takes up what a journal has kept. */
    void remember(Map<String, Long> kept) {
        until.putAll(kept);
    }

    /** What was not written down yet. */
    List<Bypass> unwritten() {
        return List.copyOf(unwritten);
    }

    void written(Bypass one) {
        unwritten.remove(one);
    }
}
