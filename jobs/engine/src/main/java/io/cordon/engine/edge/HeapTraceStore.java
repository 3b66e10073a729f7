package io.cordon.engine.edge;

import io.cordon.engine.tree.HeapStore.HeapTable;
import io.cordon.engine.tree.Table;
import java.util.List;

/** Keeps an endpoint's traces on the heap: for files, and for tests. */
public final class HeapTraceStore implements TraceStore {
    private final Table<Long, Minute> minutes = new HeapTable<>();
    private final Table<String, Session> sessions = new HeapTable<>();
    private final Table<String, Execution> executions = new HeapTable<>();
    private final Table<String, Registered> objects = new HeapTable<>();
    private final Table<String, List<Connection>> held = new HeapTable<>();
    private final Table<String, List<Connection>> outbound = new HeapTable<>();
    private TraceHeader header = TraceHeader.NONE;

    @Override
    public TraceHeader header() {
        return header;
    }

    @Override
    public void header(TraceHeader changed) {
        header = changed;
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
