package io.cordon.engine.tree;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps an endpoint on the heap: for files, and for tests. */
public class HeapStore implements EndpointStore {
    private final Table<String, ProcessEntry> processes = new HeapTable<>();
    private final Table<String, StartTexts> texts = new HeapTable<>();
    private final Table<Long, PidEntry> pids = new HeapTable<>();
    private final Table<String, EventIds> watchers = new HeapTable<>();
    private final Table<String, Ways> ways = new HeapTable<>();
    private EndpointHeader header = new EndpointHeader();

    @Override
    public Table<String, ProcessEntry> processes() {
        return processes;
    }

    @Override
    public Table<String, StartTexts> texts() {
        return texts;
    }

    @Override
    public Table<Long, PidEntry> pids() {
        return pids;
    }

    @Override
    public Table<String, EventIds> watchers() {
        return watchers;
    }

    @Override
    public Table<String, Ways> ways() {
        return ways;
    }

    @Override
    public EndpointHeader header() {
        return header;
    }

    @Override
    public void header(EndpointHeader changed) {
        header = changed;
    }

    /** A table on the heap. */
    public static final class HeapTable<K, V> implements Table<K, V> {
        private final Map<K, V> values = new HashMap<>();

        @Override
        public @Nullable V get(K key) {
            return values.get(key);
        }

        @Override
        public void put(K key, V value) {
            values.put(key, value);
        }

        @Override
        public void remove(K key) {
            values.remove(key);
        }

        @Override
        public Iterable<K> keys() {
            return List.copyOf(values.keySet());
        }
    }
}
