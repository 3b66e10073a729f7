package io.cordon.state;

import io.cordon.engine.tree.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.MapState;
import org.jspecify.annotations.Nullable;

/**
 * One kind of an endpoint's values in Flink's keyed state; those used last, of all endpoints, are kept on the heap too. What is
 * put is written once the event is through: a start puts its process several times.
 */
class CachedTable<K, V> implements Table<K, V> {
    private final MapState<K, V> state;
    private final Map<Place<K>, V> recent;
    private final Map<K, V> unwritten = new LinkedHashMap<>();
    private String key = "";

    /** A key of Flink's and one of the table's. */
    private record Place<K>(String key, K inner) {}

    /** @param bound how many values are kept on the heap; the one unused for longest goes first */
    CachedTable(MapState<K, V> state, long bound) {
        this.state = state;
        this.recent = new LinkedHashMap<>(1024, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Place<K>, V> eldest) {
                return size() > bound;
            }
        };
    }

    /** Turns to the key that Flink is at. */
    void at(String current) {
        key = current;
    }

    @Override
    public @Nullable V get(K inner) {
        Place<K> place = new Place<>(key, inner);
        V cached = recent.get(place);
        if (cached == null) {
            cached = unwritten.get(inner);
        }
        if (cached != null) {
            return cached;
        }
        V read = checked(() -> state.get(inner));
        if (read != null) {
            recent.put(place, read);
        }
        return read;
    }

    @Override
    public void put(K inner, V value) {
        recent.put(new Place<>(key, inner), value);
        unwritten.put(inner, value);
    }

    /** The keys of what was put under the current key and is not written yet. */
    List<K> put() {
        return List.copyOf(unwritten.keySet());
    }

    /** Writes what was put under the current key. */
    void write() {
        if (!unwritten.isEmpty()) {
            checked(() -> {
                for (Map.Entry<K, V> entry : unwritten.entrySet()) {
                    state.put(entry.getKey(), entry.getValue());
                }
                return null;
            });
            unwritten.clear();
        }
    }

    @Override
    public void remove(K inner) {
        recent.remove(new Place<>(key, inner));
        unwritten.remove(inner);
        checked(() -> {
            state.remove(inner);
            return null;
        });
    }

    @Override
    public Iterable<K> keys() {
        write();
        List<K> keys = new ArrayList<>();
        checked(() -> {
            state.keys().forEach(keys::add);
            return null;
        });
        return keys;
    }

    /** An access to state. */
    interface Access<V> {
        @Nullable
        V run() throws Exception;
    }

    static <V> @Nullable V checked(Access<V> access) {
        try {
            return access.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("Flink's state failed", e);
        }
    }
}
