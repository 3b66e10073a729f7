package io.cordon.state;

import io.cordon.engine.tree.Table;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.MapState;
import org.jspecify.annotations.Nullable;

/** A state as it is, with nothing on the heap beside it: for what is asked for rarely. To be used only while Flink is at its key. */
record StateTable<V>(MapState<String, V> state) implements Table<String, V> {
    @Override
    public @Nullable V get(String name) {
        return CachedTable.checked(() -> state.get(name));
    }

    @Override
    public void put(String name, V value) {
        CachedTable.checked(() -> {
            state.put(name, value);
            return null;
        });
    }

    @Override
    public void remove(String name) {
        CachedTable.checked(() -> {
            state.remove(name);
            return null;
        });
    }

    @Override
    public Iterable<String> keys() {
        List<String> keys = new ArrayList<>();
        CachedTable.checked(() -> {
            state.keys().forEach(keys::add);
            return null;
        });
        return keys;
    }
}
