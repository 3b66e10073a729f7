package io.cordon.state;

import io.cordon.engine.detect.DetectStore;
import io.cordon.engine.detect.OpenMatch;
import io.cordon.engine.tree.EndpointHeader;
import io.cordon.engine.tree.PidEntry;
import io.cordon.engine.tree.ProcessEntry;
import io.cordon.engine.tree.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * The engine's store on Flink's keyed state. What was read lately is kept on the heap; everything that is put is written
 * through, so that losing the heap loses nothing.
 */
public final class FlinkDetectStore implements DetectStore {
    /** About what a cached value takes on the heap with its keys. */
    private static final int BYTES_PER_VALUE = 2_048;
    /** The share of the heap that all tasks' caches may take together. */
    private static final double HEAP_SHARE = 0.5;

    private final CachedTable<String, ProcessEntry> processes;
    private final CachedTable<Long, PidEntry> pids;
    private final CachedTable<String, OpenMatch> matches;
    private final ValueState<EndpointHeader> headers;
    private final Map<String, EndpointHeader> cachedHeaders;
    private String key = "";

    public FlinkDetectStore(RuntimeContext context) {
        long values = (long) (Runtime.getRuntime().maxMemory() * HEAP_SHARE / BYTES_PER_VALUE)
                / context.getTaskInfo().getNumberOfParallelSubtasks();
        processes = new CachedTable<>(
                context.getMapState(new MapStateDescriptor<>(
                        "processes", StringSerializer.INSTANCE, ProcessEntrySerializer.INSTANCE)),
                values * 8 / 10);
        pids = new CachedTable<>(
                context.getMapState(
                        new MapStateDescriptor<>("pids", LongSerializer.INSTANCE, PidEntrySerializer.INSTANCE)),
                values / 10);
        matches = new CachedTable<>(
                context.getMapState(
                        new MapStateDescriptor<>("matches", StringSerializer.INSTANCE, OpenMatchSerializer.INSTANCE)),
                values / 20);
        cachedHeaders = new Recent<>(values / 20);
        headers = context.getState(new ValueStateDescriptor<>("header", EndpointHeaderSerializer.INSTANCE));
    }

    /** Turns to the key that Flink is at. */
    public FlinkDetectStore at(String current) {
        key = current;
        return this;
    }

    /** Whether anything was ever kept of the current key. */
    public boolean isNew() {
        try {
            return !cachedHeaders.containsKey(key) && headers.value() == null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Table<String, ProcessEntry> processes() {
        return processes;
    }

    @Override
    public Table<Long, PidEntry> pids() {
        return pids;
    }

    @Override
    public Table<String, OpenMatch> matches() {
        return matches;
    }

    @Override
    public EndpointHeader header() {
        EndpointHeader cached = cachedHeaders.get(key);
        if (cached != null) {
            return cached;
        }
        try {
            EndpointHeader read = headers.value();
            EndpointHeader header = read == null ? new EndpointHeader() : read;
            cachedHeaders.put(key, header);
            return header;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void header(EndpointHeader header) {
        cachedHeaders.put(key, header);
        try {
            headers.update(header);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Forgets the current key's clocks, when nothing else is left of it. */
    public void clear() {
        cachedHeaders.remove(key);
        headers.clear();
    }

    /** The values used last; the one unused for longest goes first. */
    private static final class Recent<K, V> extends LinkedHashMap<K, V> {
        private static final long serialVersionUID = 1;

        private final long bound;

        Recent(long bound) {
            super(1024, 0.75f, true);
            this.bound = bound;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > bound;
        }
    }

    /** A key of Flink's and one of the table's. */
    private record Place<K>(String key, K inner) {}

    private final class CachedTable<K, V> implements Table<K, V> {
        private final MapState<K, V> state;
        private final Map<Place<K>, V> recent;

        CachedTable(MapState<K, V> state, long bound) {
            this.state = state;
            this.recent = new Recent<>(bound);
        }

        @Override
        public @Nullable V get(K inner) {
            Place<K> place = new Place<>(key, inner);
            V cached = recent.get(place);
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
            checked(() -> {
                state.put(inner, value);
                return null;
            });
        }

        @Override
        public void remove(K inner) {
            recent.remove(new Place<>(key, inner));
            checked(() -> {
                state.remove(inner);
                return null;
            });
        }

        @Override
        public Iterable<K> keys() {
            List<K> keys = new ArrayList<>();
            checked(() -> {
                state.keys().forEach(keys::add);
                return null;
            });
            return keys;
        }
    }

    /** An access to state. */
    private interface Access<V> {
        @Nullable
        V run() throws Exception;
    }

    private static <V> @Nullable V checked(Access<V> access) {
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
