package io.cordon.state;

import io.cordon.engine.incident.Board;
import io.cordon.engine.incident.Clue;
import io.cordon.engine.incident.IncidentStore;
import io.cordon.engine.incident.Link;
import io.cordon.engine.indicator.IndicatorStore;
import io.cordon.engine.tree.Table;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.DoubleSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;

/**
 * What incidents are made of, on Flink's keyed state, a tenant for each key. On the heap are what follows from it, for the tenants that were used
 * last, and of where processes stand what was used last.
 */
public final class FlinkIncidentStore implements IncidentStore {
    /** About what a board takes on the heap for each fact. */
    private static final int BYTES_PER_FACT = 2_560;
    /** About what a link takes with its keys. */
    private static final int BYTES_PER_LINK = 768;
    /** What a tenant takes beside its facts, in facts. */
    private static final int WEIGHT = 1;
    /** The share of the heap that all tasks' boards may take together; see {@link FlinkDetectStore}. */
    private static final double BOARDS_SHARE = 0.02;
    /** The share that all their links may take. */
    private static final double LINKS_SHARE = 0.01;

    private final StateTable<Clue> clues;
    private final StateTable<Double> rarities;
    private final StateTable<Said> said;
    private final IndicatorStore indicators;
    private final CachedTable<String, Link> links;
    private final RecentGroups<Board> recent;
    private Board board = new Board();
    private String key = "";

    public FlinkIncidentStore(RuntimeContext context) {
        double heap = (double) Runtime.getRuntime().maxMemory()
                / context.getTaskInfo().getNumberOfParallelSubtasks();
        clues = new StateTable<>(state(context, "clues", ClueSerializer.INSTANCE));
        rarities = new StateTable<>(state(context, "rarities", DoubleSerializer.INSTANCE));
        said = new StateTable<>(state(context, "said", SaidSerializer.INSTANCE));
        indicators = new IndicatorStore(
                new StateTable<>(state(context, "standing", StandingSerializer.INSTANCE)),
                new StateTable<>(state(context, "verdicts", PersonsVerdictSerializer.INSTANCE)));
        links = new CachedTable<>(
                state(context, "links", LinkSerializer.INSTANCE), (long) (heap * LINKS_SHARE / BYTES_PER_LINK));
        recent = new RecentGroups<>((long) (heap * BOARDS_SHARE / BYTES_PER_FACT));
    }

    private static <V> MapState<String, V> state(RuntimeContext context, String name, TypeSerializer<V> values) {
        return context.getMapState(new MapStateDescriptor<>(name, StringSerializer.INSTANCE, values));
    }

    /** Turns to the key that Flink is at. */
    public FlinkIncidentStore at(String now) {
        Board known = recent.get(now);
        board = known == null ? new Board() : known;
        key = now;
        links.at(now);
        return this;
    }

    /** Writes what was put under the current key since it was turned to. */
    public void write() {
        links.write();
        recent.put(key, board, WEIGHT + board.size());
    }

    @Override
    public Table<String, Clue> clues() {
        return clues;
    }

    @Override
    public Table<String, Double> rarities() {
        return rarities;
    }

    @Override
    public Table<String, Said> said() {
        return said;
    }

    @Override
    public Table<String, Link> links() {
        return links;
    }

    /** What indicators are made of beside that. */
    public IndicatorStore indicators() {
        return indicators;
    }

    @Override
    public Board board() {
        return board;
    }
}
