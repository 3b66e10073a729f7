package io.cordon.state;

import io.cordon.engine.correlate.Place;
import io.cordon.engine.sequence.ChainGroup;
import io.cordon.engine.sequence.ChainHead;
import io.cordon.engine.sequence.ChainStore;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * The groups of chains: of each a head and an entry for each hit. Those that were used last are kept on the heap too, as they were
 * read or written; what is put is written at once, so that losing the heap loses nothing.
 */
public final class ChainGroups implements GroupStore<ChainGroup> {
    /** About what a hit takes on the heap, in all the places in which its group has it. */
    private static final int BYTES_PER_HIT = 2_048;
    /** What a group takes beside its hits, in hits. */
    private static final int WEIGHT = 2;
    /** The share of the heap that all tasks' groups may take together; see {@link FlinkDetectStore}. */
    private static final double SHARE = 0.06;

    private final Current current;
    private final long bound;
    /** Which run of which task counts: what an earlier one counted, it does not know of. */
    private final long run = ThreadLocalRandom.current().nextLong();

    private final Map<String, Remembered> recent = new LinkedHashMap<>(1024, 0.75f, true);
    private long remembered;
    private long open;

    private record Remembered(ChainGroup group, int weight) {}

    public ChainGroups(RuntimeContext context) {
        this(
                context.getState(new ValueStateDescriptor<>("chain", ChainHeadSerializer.INSTANCE)),
                context.getMapState(new MapStateDescriptor<>(
                        "chain-entries", StringSerializer.INSTANCE, BytePrimitiveArraySerializer.INSTANCE)),
                (long) (SHARE
                        * Runtime.getRuntime().maxMemory()
                        / context.getTaskInfo().getNumberOfParallelSubtasks()
                        / BYTES_PER_HIT));
    }

    /** @param bound how many hits are remembered on the heap */
    ChainGroups(ValueState<ChainHead> heads, MapState<String, byte[]> entries, long bound) {
        this.current = new Current(heads, entries);
        this.bound = bound;
    }

    /** Whether a key's group is on the heap. */
    boolean isRemembered(String key) {
        return recent.containsKey(key);
    }

    /** How many partial matches are open, of the keys that this task has met since it started. */
    public long open() {
        return open;
    }

    @Override
    public @Nullable ChainGroup get(String key) {
        Remembered known = recent.get(key);
        return known != null ? known.group : ChainGroup.read(current);
    }

    @Override
    public ChainGroup begin(Place place) {
        return ChainGroup.begin(place, current);
    }

    @Override
    public void put(String key, ChainGroup group) {
        open += group.write(run);
        forget(key);
        Remembered now = new Remembered(group, WEIGHT + group.held());
        recent.put(key, now);
        remembered += now.weight;
        Iterator<Map.Entry<String, Remembered>> eldest = recent.entrySet().iterator();
        while (remembered > bound && recent.size() > 1) {
            remembered -= eldest.next().getValue().weight;
            eldest.remove();
        }
    }

    @Override
    public void clear(String key) {
        ChainGroup group = get(key);
        if (group != null) {
            open -= group.counted(run);
        }
        forget(key);
        current.clear();
    }

    private void forget(String key) {
        Remembered gone = recent.remove(key);
        remembered -= gone == null ? 0 : gone.weight;
    }

    /** Flink's state of the current key. */
    private static final class Current implements ChainStore {
        private final ValueState<ChainHead> heads;
        private final MapState<String, byte[]> entries;

        Current(ValueState<ChainHead> heads, MapState<String, byte[]> entries) {
            this.heads = heads;
            this.entries = entries;
        }

        @Override
        public @Nullable ChainHead head() {
            return CachedTable.checked(heads::value);
        }

        @Override
        public void head(ChainHead head) {
            CachedTable.checked(() -> {
                heads.update(head);
                return null;
            });
        }

        @Override
        public byte @Nullable [] entry(String name) {
            return CachedTable.checked(() -> entries.get(name));
        }

        @Override
        public void put(String name, byte[] entry) {
            CachedTable.checked(() -> {
                entries.put(name, entry);
                return null;
            });
        }

        @Override
        public void remove(String name) {
            CachedTable.checked(() -> {
                entries.remove(name);
                return null;
            });
        }

        @Override
        public void entries(BiConsumer<String, byte[]> each) {
            CachedTable.checked(() -> {
                entries.entries().forEach(entry -> each.accept(entry.getKey(), entry.getValue()));
                return null;
            });
        }

        @Override
        public void clear() {
            heads.clear();
            entries.clear();
        }
    }
}
