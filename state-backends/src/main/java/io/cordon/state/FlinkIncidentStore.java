package io.cordon.state;

import io.cordon.engine.incident.Clue;
import io.cordon.engine.incident.IncidentStore;
import io.cordon.engine.incident.Link;
import io.cordon.engine.tree.Table;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;

/**
 * What incidents are made of, on Flink's keyed state, a tenant for each key. All of its clues are read whenever it is judged, so those of the
 * tenants that were used last are on the heap too, and of where processes stand what was used last.
 */
public final class FlinkIncidentStore implements IncidentStore {
    /** About what a clue takes on the heap. */
    private static final int BYTES_PER_CLUE = 1_536;
    /** About what a link takes with its keys. */
    private static final int BYTES_PER_LINK = 768;
    /** What a tenant takes beside its clues, in clues. */
    private static final int WEIGHT = 1;
    /** The share of the heap that all tasks' clues may take together; see {@link FlinkDetectStore}. */
    private static final double CLUES_SHARE = 0.02;
    /** The share that all their links may take. */
    private static final double LINKS_SHARE = 0.01;

    private final MapState<String, Clue> clues;
    private final MapState<String, Said> said;
    private final CachedTable<String, Link> links;
    private final RecentGroups<Tenant> recent;
    private Tenant current;
    private String key = "";

    /** What is kept of one tenant. */
    private record Tenant(MirroredTable<Clue> clues, MirroredTable<Said> said) {
        int weight() {
            return WEIGHT + clues.size();
        }
    }

    public FlinkIncidentStore(RuntimeContext context) {
        double heap = (double) Runtime.getRuntime().maxMemory()
                / context.getTaskInfo().getNumberOfParallelSubtasks();
        clues = state(context, "clues", ClueSerializer.INSTANCE);
        said = state(context, "said", SaidSerializer.INSTANCE);
        links = new CachedTable<>(
                state(context, "links", LinkSerializer.INSTANCE), (long) (heap * LINKS_SHARE / BYTES_PER_LINK));
        recent = new RecentGroups<>((long) (heap * CLUES_SHARE / BYTES_PER_CLUE));
        current = mirrored();
    }

    private static <V> MapState<String, V> state(RuntimeContext context, String name, TypeSerializer<V> values) {
        return context.getMapState(new MapStateDescriptor<>(name, StringSerializer.INSTANCE, values));
    }

    private Tenant mirrored() {
        return new Tenant(new MirroredTable<>(clues), new MirroredTable<>(said));
    }

    /** Turns to the key that Flink is at. */
    public FlinkIncidentStore at(String now) {
        Tenant known = recent.get(now);
        current = known == null ? mirrored() : known;
        key = now;
        links.at(now);
        return this;
    }

    /** Writes what was put under the current key since it was turned to. */
    public void write() {
        links.write();
        recent.put(key, current, current.weight());
    }

    @Override
    public Table<String, Clue> clues() {
        return current.clues();
    }

    @Override
    public Table<String, Said> said() {
        return current.said();
    }

    @Override
    public Table<String, Link> links() {
        return links;
    }
}
