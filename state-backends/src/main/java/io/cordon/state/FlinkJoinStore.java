package io.cordon.state;

import io.cordon.engine.edge.JoinStore;
import io.cordon.engine.edge.Trace;
import io.cordon.engine.tree.Table;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.IntSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;

/**
 * The halves of edges that met at one key, on Flink's keyed state. Who joins reads them all, so those of the keys that were used last are on
 * the heap too.
 */
public final class FlinkJoinStore implements JoinStore {
    /** About what a half takes on the heap. */
    private static final int BYTES_PER_HALF = 1_024;
    /** What a key takes beside its halves, in halves. */
    private static final int WEIGHT = 1;
    /** The share of the heap that all tasks' halves may take together; see {@link FlinkDetectStore}. */
    private static final double SHARE = 0.02;

    private final MapState<String, Trace> callers;
    private final MapState<String, Trace> called;
    private final MapState<String, Integer> said;
    private final RecentGroups<Halves> recent;
    private Halves current;
    private String key = "";

    /** Those of one key. */
    private record Halves(MirroredTable<Trace> callers, MirroredTable<Trace> called, MirroredTable<Integer> said) {
        int weight() {
            return WEIGHT + callers.size() + called.size();
        }
    }

    public FlinkJoinStore(RuntimeContext context) {
        callers = state(context, "callers", TraceSerializer.INSTANCE);
        called = state(context, "called", TraceSerializer.INSTANCE);
        said = state(context, "said", IntSerializer.INSTANCE);
        recent = new RecentGroups<>((long) (SHARE
                * Runtime.getRuntime().maxMemory()
                / context.getTaskInfo().getNumberOfParallelSubtasks()
                / BYTES_PER_HALF));
        current = mirrored();
    }

    private static <V> MapState<String, V> state(RuntimeContext context, String name, TypeSerializer<V> values) {
        return context.getMapState(new MapStateDescriptor<>(name, StringSerializer.INSTANCE, values));
    }

    private Halves mirrored() {
        return new Halves(new MirroredTable<>(callers), new MirroredTable<>(called), new MirroredTable<>(said));
    }

    /** Turns to the key that Flink is at. */
    public FlinkJoinStore at(String now) {
        Halves known = recent.get(now);
        current = known == null ? mirrored() : known;
        key = now;
        return this;
    }

    /** Ends what is done with the current key: what it has was written when it was put. */
    public void done() {
        if (current.weight() > WEIGHT) {
            recent.put(key, current, current.weight());
        } else {
            recent.forget(key);
        }
    }

    @Override
    public Table<String, Trace> callers() {
        return current.callers();
    }

    @Override
    public Table<String, Trace> called() {
        return current.called();
    }

    @Override
    public Table<String, Integer> said() {
        return current.said();
    }
}
