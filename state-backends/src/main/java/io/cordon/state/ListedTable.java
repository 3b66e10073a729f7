package io.cordon.state;

import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.state.MapState;
import org.jspecify.annotations.Nullable;

/**
 * A table whose keys are on the heap, of the endpoints that were used last: most of what is asked for is not there, and to be told so
 * costs no read.
 */
final class ListedTable<K, V> extends CachedTable<K, V> {
    /** What an endpoint takes beside its keys, in keys. */
    private static final int WEIGHT = 4;

    private final long bound;
    private final Map<String, Set<K>> listed = new LinkedHashMap<>(1024, 0.75f, true);
    private @Nullable Set<K> current;
    private String key = "";
    private long held;

    /**
     * A table in a state.
     *
     * @param values how many values are kept on the heap
     * @param keys how many keys are
     */
    ListedTable(MapState<K, V> state, long values, long keys) {
        super(state, values);
        this.bound = keys;
    }

    @Override
    void at(String now) {
        super.at(now);
        key = now;
        current = null;
    }

    @Override
    public @Nullable V get(K inner) {
        return here().contains(inner) ? super.get(inner) : null;
    }

    @Override
    public void put(K inner, V value) {
        if (here().add(inner)) {
            held++;
        }
        super.put(inner, value);
    }

    @Override
    public void remove(K inner) {
        if (here().remove(inner)) {
            held--;
            super.remove(inner);
        }
    }

    @Override
    public Iterable<K> keys() {
        return List.copyOf(here());
    }

    private Set<K> here() {
        Set<K> known = current;
        if (known == null) {
            known = listed.get(key);
            if (known == null) {
                known = list();
            }
            current = known;
        }
        return known;
    }

    private Set<K> list() {
        Set<K> keys = new HashSet<>();
        super.keys().forEach(keys::add);
        listed.put(key, keys);
        held += WEIGHT + keys.size();
        Iterator<Set<K>> eldest = listed.values().iterator();
        while (held > bound && listed.size() > 1) {
            held -= WEIGHT + eldest.next().size();
            eldest.remove();
        }
        return keys;
    }

    /** Forgets the current key's values. */
    void clear() {
        List.copyOf(here()).forEach(this::remove);
    }
}
