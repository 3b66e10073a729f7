package io.cordon.engine.tree;

import org.jspecify.annotations.Nullable;

/** One endpoint's values of one kind; what was put is found again, also after a restart where the store is durable. */
public interface Table<K, V> {
    @Nullable
    V get(K key);

    void put(K key, V value);

    void remove(K key);

    /** All keys, as they stand now, in no order; for sweeps. */
    Iterable<K> keys();
}
