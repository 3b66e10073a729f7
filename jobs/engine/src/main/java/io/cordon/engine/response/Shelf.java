package io.cordon.engine.response;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One kind of thing that containment keeps, by a key. */
public interface Shelf<V> {
    @Nullable
    V get(String key);

    void put(String key, V value);

    void remove(String key);

    /** Keeps it in memory. */
    final class OnHeap<V> implements Shelf<V> {
        private final Map<String, V> values = new HashMap<>();

        @Override
        public @Nullable V get(String key) {
            return values.get(key);
        }

        @Override
        public void put(String key, V value) {
            values.put(key, value);
        }

        @Override
        public void remove(String key) {
            values.remove(key);
        }

        /** How much lies on it. */
        public int size() {
            return values.size();
        }
    }
}
