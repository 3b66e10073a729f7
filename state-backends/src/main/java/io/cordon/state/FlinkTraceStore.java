package io.cordon.state;

import io.cordon.engine.edge.Connection;
import io.cordon.engine.edge.Execution;
import io.cordon.engine.edge.Minute;
import io.cordon.engine.edge.Registered;
import io.cordon.engine.edge.Session;
import io.cordon.engine.edge.TraceHeader;
import io.cordon.engine.edge.TraceStore;
import io.cordon.engine.incident.Link;
import io.cordon.engine.tree.Table;
import java.util.List;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;

/** What edges and incidents keep of an endpoint, on Flink's keyed state; what an event puts is written when it is through. */
public final class FlinkTraceStore implements TraceStore {
    /** About what a value takes on the heap with its keys. */
    private static final int BYTES_PER_VALUE = 4_096;
    /** About what a key takes. */
    private static final int BYTES_PER_KEY = 160;
    /** The share of the heap that all tasks' values of one kind may take; see {@link FlinkDetectStore}. */
    private static final double VALUES_SHARE = 0.01;
    /** The share that all their keys of one kind may take. */
    private static final double KEYS_SHARE = 0.01;
    /** An endpoint has one header. */
    private static final String ONLY = "";

    private final RuntimeContext context;
    private final double heap;
    private final ListedTable<String, TraceHeader> headers;
    private final ListedTable<Long, Minute> minutes;
    private final ListedTable<String, Session> sessions;
    private final ListedTable<String, Execution> executions;
    private final ListedTable<String, Registered> objects;
    private final ListedTable<String, List<Connection>> held;
    private final ListedTable<String, List<Connection>> outbound;
    private final ListedTable<String, Link> told;
    private final List<ListedTable<?, ?>> all;

    public FlinkTraceStore(RuntimeContext context) {
        this.context = context;
        this.heap = (double) Runtime.getRuntime().maxMemory()
                / context.getTaskInfo().getNumberOfParallelSubtasks();
        headers = table("trace-header", StringSerializer.INSTANCE, TraceHeaderSerializer.INSTANCE);
        minutes = table("trace-minutes", LongSerializer.INSTANCE, MinuteSerializer.INSTANCE);
        sessions = table("trace-sessions", StringSerializer.INSTANCE, SessionSerializer.INSTANCE);
        executions = table("trace-executions", StringSerializer.INSTANCE, ExecutionSerializer.INSTANCE);
        objects = table("trace-objects", StringSerializer.INSTANCE, RegisteredSerializer.INSTANCE);
        held = table("trace-held", StringSerializer.INSTANCE, ConnectionsSerializer.INSTANCE);
        outbound = table("trace-outbound", StringSerializer.INSTANCE, ConnectionsSerializer.INSTANCE);
        told = table("told-links", StringSerializer.INSTANCE, LinkSerializer.INSTANCE);
        all = List.of(headers, minutes, sessions, executions, objects, held, outbound, told);
    }

    private <K, V> ListedTable<K, V> table(String name, TypeSerializer<K> keys, TypeSerializer<V> values) {
        return new ListedTable<>(
                context.getMapState(new MapStateDescriptor<>(name, keys, values)),
                (long) (heap * VALUES_SHARE / BYTES_PER_VALUE),
                (long) (heap * KEYS_SHARE / BYTES_PER_KEY));
    }

    /** Turns to the key that Flink is at. */
    public FlinkTraceStore at(String now) {
        all.forEach(table -> table.at(now));
        return this;
    }

    /** Writes what was put under the current key since it was turned to; before this, only this store sees it. */
    public void write() {
        all.forEach(ListedTable::write);
    }

    /** Forgets all of the current key. */
    public void clear() {
        all.forEach(ListedTable::clear);
    }

    /** What was told of where the endpoint's processes stand, by process. */
    public Table<String, Link> told() {
        return told;
    }

    @Override
    public TraceHeader header() {
        TraceHeader known = headers.get(ONLY);
        return known == null ? TraceHeader.NONE : known;
    }

    @Override
    public void header(TraceHeader header) {
        headers.put(ONLY, header);
    }

    @Override
    public Table<Long, Minute> minutes() {
        return minutes;
    }

    @Override
    public Table<String, Session> sessions() {
        return sessions;
    }

    @Override
    public Table<String, Execution> executions() {
        return executions;
    }

    @Override
    public Table<String, Registered> objects() {
        return objects;
    }

    @Override
    public Table<String, List<Connection>> held() {
        return held;
    }

    @Override
    public Table<String, List<Connection>> outbound() {
        return outbound;
    }
}
