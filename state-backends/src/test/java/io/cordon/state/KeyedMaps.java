package io.cordon.state;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.apache.flink.api.common.state.MapState;
import org.jspecify.annotations.Nullable;

/** A map state as Flink has it, on the heap, that counts what is read of it. */
final class KeyedMaps<K, V> implements MapState<K, V> {
    private final Map<String, Map<K, V>> maps = new HashMap<>();
    private String key = "";
    private int reads;

    /** Turns to a key, as Flink does. */
    void at(String now) {
        key = now;
    }

    int reads() {
        return reads;
    }

    private Map<K, V> here() {
        return maps.computeIfAbsent(key, any -> new HashMap<>());
    }

    private Map<K, V> read() {
        reads++;
        return here();
    }

    @Override
    public @Nullable V get(K name) {
        return read().get(name);
    }

    @Override
    public void put(K name, V value) {
        here().put(name, value);
    }

    @Override
    public void putAll(Map<K, V> all) {
        here().putAll(all);
    }

    @Override
    public void remove(K name) {
        here().remove(name);
    }

    @Override
    public boolean contains(K name) {
        return read().containsKey(name);
    }

    @Override
    public Iterable<Map.Entry<K, V>> entries() {
        return read().entrySet();
    }

    @Override
    public Iterable<K> keys() {
        return read().keySet();
    }

    @Override
    public Iterable<V> values() {
        return read().values();
    }

    @Override
    public Iterator<Map.Entry<K, V>> iterator() {
        return read().entrySet().iterator();
    }

    @Override
    public boolean isEmpty() {
        return read().isEmpty();
    }

    @Override
    public void clear() {
        here().clear();
    }
}
