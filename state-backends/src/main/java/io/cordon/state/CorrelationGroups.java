package io.cordon.state;

import io.cordon.engine.correlate.Group;
import io.cordon.engine.correlate.Place;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * The groups of correlations: of each a head and an entry for each hit, so that a hit writes itself, however many its group has. Those that
 * were used last are kept on the heap too.
 */
public final class CorrelationGroups implements GroupStore<Group> {
    /** About what a hit takes on the heap. */
    private static final int BYTES_PER_HIT = 1_024;
    /** What a group takes beside its hits, in hits. */
    private static final int WEIGHT = 4;
    /** The share of the heap that all tasks' groups may take together; see {@link FlinkDetectStore}. */
    private static final double SHARE = 0.02;

    private final CurrentEntries<Group> current;
    private final RecentGroups<Group> recent;

    public CorrelationGroups(RuntimeContext context) {
        this(
                context.getState(new ValueStateDescriptor<>("group", GroupSerializer.INSTANCE)),
                context.getMapState(new MapStateDescriptor<>(
                        "group-hits", StringSerializer.INSTANCE, BytePrimitiveArraySerializer.INSTANCE)),
                (long) (SHARE
                        * Runtime.getRuntime().maxMemory()
                        / context.getTaskInfo().getNumberOfParallelSubtasks()
                        / BYTES_PER_HIT));
    }

    /** @param bound how many hits are remembered on the heap */
    CorrelationGroups(ValueState<Group> heads, MapState<String, byte[]> hits, long bound) {
        this.current = new CurrentEntries<>(heads, hits);
        this.recent = new RecentGroups<>(bound);
    }

    @Override
    public @Nullable Group get(String key) {
        Group known = recent.get(key);
        return known != null ? known : Group.read(current);
    }

    @Override
    public Group begin(Place place) {
        return Group.begin(place);
    }

    @Override
    public void put(String key, Group group) {
        group.write(current);
        recent.put(key, group, WEIGHT + group.size());
    }

    @Override
    public void clear(String key) {
        recent.forget(key);
        current.clear();
    }
}
