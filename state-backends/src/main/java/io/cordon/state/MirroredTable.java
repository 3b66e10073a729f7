package io.cordon.state;

import io.cordon.engine.tree.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.MapState;
import org.jspecify.annotations.Nullable;

/**
 * All that a state has under one key of Flink's, on the heap, from when something of it is asked for; what is put is written at once. To be
 * used only while Flink is at that key.
 */
final class MirroredTable<V> implements Table<String, V> {
    private final MapState<String, V> state;
    private @Nullable Map<String, V> read;

    MirroredTable(MapState<String, V> state) {
        this.state = state;
    }

    int size() {
        return read == null ? 0 : read.size();
    }

    @Override
    public @Nullable V get(String name) {
        return all().get(name);
    }

    @Override
    public void put(String name, V value) {
        all().put(name, value);
        CachedTable.checked(() -> {
            state.put(name, value);
            return null;
        });
    }

    @Override
    public void remove(String name) {
        if (all().remove(name) != null) {
            CachedTable.checked(() -> {
                state.remove(name);
                return null;
            });
        }
    }

    @Override
    public Iterable<String> keys() {
        return List.copyOf(all().keySet());
    }

    private Map<String, V> all() {
        Map<String, V> known = read;
        if (known == null) {
            Map<String, V> entries = new LinkedHashMap<>();
            CachedTable.checked(() -> {
                state.entries().forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
                return null;
            });
            read = entries;
            known = entries;
        }
        return known;
    }
}
