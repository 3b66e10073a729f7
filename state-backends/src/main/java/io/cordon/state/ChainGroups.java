package io.cordon.state;

import io.cordon.engine.correlate.Place;
import io.cordon.engine.sequence.ChainGroup;
import io.cordon.engine.sequence.ChainHead;
import java.util.concurrent.ThreadLocalRandom;
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
    private static final double SHARE = 0.04;

    private final CurrentEntries<ChainHead> current;
    /** Which run of which task counts: what an earlier one counted, it does not know of. */
    private final long run = ThreadLocalRandom.current().nextLong();

    private final RecentGroups<ChainGroup> recent;
    private long open;

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
        this.current = new CurrentEntries<>(heads, entries);
        this.recent = new RecentGroups<>(bound);
    }

    /** Whether a key's group is on the heap. */
    boolean isRemembered(String key) {
        return recent.has(key);
    }

    /** How many partial matches are open, of the keys that this task has met since it started. */
    public long open() {
        return open;
    }

    @Override
    public @Nullable ChainGroup get(String key) {
        ChainGroup known = recent.get(key);
        return known != null ? known : ChainGroup.read(current);
    }

    @Override
    public ChainGroup begin(Place place) {
        return ChainGroup.begin(place, current);
    }

    @Override
    public void put(String key, ChainGroup group) {
        open += group.write(run);
        recent.put(key, group, WEIGHT + group.held());
    }

    @Override
    public void clear(String key) {
        ChainGroup group = get(key);
        if (group != null) {
            open -= group.counted(run);
        }
        recent.forget(key);
        current.clear();
    }
}
