package io.cordon.state;

import io.cordon.engine.detect.DetectStore;
import io.cordon.engine.detect.OpenMatch;
import io.cordon.engine.detect.ProcessChains;
import io.cordon.engine.detect.Waiting;
import io.cordon.engine.tree.EndpointHeader;
import io.cordon.engine.tree.EventIds;
import io.cordon.engine.tree.PidEntry;
import io.cordon.engine.tree.ProcessEntry;
import io.cordon.engine.tree.StartTexts;
import io.cordon.engine.tree.Table;
import io.cordon.engine.tree.Ways;
import java.util.List;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * The engine's store on Flink's keyed state. What most events ask (an endpoint's clocks, and which of its processes have
 * started) is remembered on the heap, and so is what was read lately; everything that an event puts is written when it is through,
 * so that losing the heap loses nothing.
 */
public final class FlinkDetectStore implements DetectStore {
    /** About what a cached process, without what its start says, takes on the heap with its keys. */
    private static final int BYTES_PER_PROCESS = 768;
    /** About what any other cached value takes. */
    private static final int BYTES_PER_VALUE = 2_048;
    /** About what a remembered process takes on the heap. */
    private static final int BYTES_PER_STARTED = 160;
    // All shares together stay well below what G1 starts to mark the heap at, about a third: marking costs more than
    // reading.
    /** The share of the heap that all tasks' cached processes may take together: a start reads its parent's. */
    private static final double PROCESSES_SHARE = 0.08;
    /** The share that all their other cached values of one kind may take. */
    private static final double VALUES_SHARE = 0.01;
    /** The share of the heap that all tasks' remembered processes may take together. */
    private static final double STARTED_SHARE = 0.1;

    private final Processes processes;
    private final CachedTable<String, StartTexts> texts;
    private final CachedTable<Long, PidEntry> pids;
    private final CachedTable<String, EventIds> watchers;
    private final CachedTable<String, OpenMatch> matches;
    private final CachedTable<String, ProcessChains> chains;
    private final CachedTable<Long, Waiting> waiting;
    private final CachedTable<String, Ways> ways;
    private final ValueState<EndpointHeader> headers;
    private final RememberedEndpoints endpoints;
    private RememberedEndpoints.Endpoint current = new RememberedEndpoints.Endpoint(null);
    private boolean isHeaderPut;
    private String key = "";

    public FlinkDetectStore(RuntimeContext context) {
        double heap = (double) Runtime.getRuntime().maxMemory()
                / context.getTaskInfo().getNumberOfParallelSubtasks();
        long values = (long) (heap * VALUES_SHARE / BYTES_PER_VALUE);
        processes = new Processes(
                context.getMapState(new MapStateDescriptor<>(
                        "processes", StringSerializer.INSTANCE, ProcessEntrySerializer.INSTANCE)),
                (long) (heap * PROCESSES_SHARE / BYTES_PER_PROCESS));
        texts = new CachedTable<>(
                context.getMapState(
                        new MapStateDescriptor<>("texts", StringSerializer.INSTANCE, StartTextsSerializer.INSTANCE)),
                values);
        pids = new CachedTable<>(
                context.getMapState(
                        new MapStateDescriptor<>("pids", LongSerializer.INSTANCE, PidEntrySerializer.INSTANCE)),
                values);
        watchers = new CachedTable<>(
                context.getMapState(
                        new MapStateDescriptor<>("watchers", StringSerializer.INSTANCE, EventIdsSerializer.INSTANCE)),
                values);
        matches = new CachedTable<>(
                context.getMapState(
                        new MapStateDescriptor<>("matches", StringSerializer.INSTANCE, OpenMatchSerializer.INSTANCE)),
                values);
        chains = new CachedTable<>(
                context.getMapState(new MapStateDescriptor<>(
                        "chains", StringSerializer.INSTANCE, ProcessChainsSerializer.INSTANCE)),
                values);
        waiting = new CachedTable<>(
                context.getMapState(
                        new MapStateDescriptor<>("waiting", LongSerializer.INSTANCE, WaitingSerializer.INSTANCE)),
                values);
        ways = new CachedTable<>(
                context.getMapState(
                        new MapStateDescriptor<>("ways", StringSerializer.INSTANCE, WaysSerializer.INSTANCE)),
                values);
        endpoints = new RememberedEndpoints((long) (heap * STARTED_SHARE / BYTES_PER_STARTED));
        headers = context.getState(new ValueStateDescriptor<>("header", EndpointHeaderSerializer.INSTANCE));
    }

    /** Turns to the key that Flink is at. */
    public FlinkDetectStore at(String now) {
        key = now;
        RememberedEndpoints.Endpoint known = endpoints.get(now);
        current = known != null ? known : endpoints.add(now, CachedTable.checked(headers::value));
        processes.at(now);
        texts.at(now);
        pids.at(now);
        watchers.at(now);
        matches.at(now);
        chains.at(now);
        waiting.at(now);
        ways.at(now);
        return this;
    }

    /** Writes what was put under the current key since it was turned to; before this, only this store sees it. */
    public void write() {
        processes.write();
        texts.write();
        pids.write();
        watchers.write();
        matches.write();
        chains.write();
        waiting.write();
        ways.write();
        if (isHeaderPut) {
            CachedTable.checked(() -> {
                headers.update(current.header);
                return null;
            });
            isHeaderPut = false;
        }
    }

    /** The processes that were put under the current key since it was turned to. */
    public List<String> changed() {
        return processes.put();
    }

    /** Whether nothing was kept of the current key before. */
    public boolean isNew() {
        return current.isNew;
    }

    /** Whether the count of the current key's processes is another than at the last call for it. */
    public boolean isCountNews() {
        return current.isCountNews();
    }

    @Override
    public Table<String, ProcessEntry> processes() {
        return processes;
    }

    @Override
    public boolean isStarted(String entity) {
        return current.isStarted(entity) || DetectStore.super.isStarted(entity);
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
    public Table<String, OpenMatch> matches() {
        return matches;
    }

    @Override
    public Table<String, ProcessChains> chains() {
        return chains;
    }

    @Override
    public Table<Long, Waiting> waiting() {
        return waiting;
    }

    @Override
    public Table<String, Ways> ways() {
        return ways;
    }

    @Override
    public EndpointHeader header() {
        return current.header;
    }

    @Override
    public void header(EndpointHeader header) {
        current.header = header;
        current.isNew = false;
        isHeaderPut = true;
    }

    /** Forgets the current key's clocks, when nothing else is left of it. */
    public void clear() {
        endpoints.forget(key);
        isHeaderPut = false;
        headers.clear();
    }

    /** Remembers, besides, which processes have started. */
    private final class Processes extends CachedTable<String, ProcessEntry> {
        Processes(MapState<String, ProcessEntry> state, long bound) {
            super(state, bound);
        }

        @Override
        public @Nullable ProcessEntry get(String entity) {
            ProcessEntry entry = super.get(entity);
            if (entry != null) {
                remember(entry);
            }
            return entry;
        }

        @Override
        public void put(String entity, ProcessEntry entry) {
            super.put(entity, entry);
            remember(entry);
        }

        @Override
        public void remove(String entity) {
            super.remove(entity);
            endpoints.forget(current, entity);
        }

        private void remember(ProcessEntry entry) {
            if (entry.isStarted()) {
                endpoints.remember(current, entry.entity());
            }
        }
    }
}
