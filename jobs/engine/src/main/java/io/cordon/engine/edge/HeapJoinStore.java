package io.cordon.engine.edge;

import io.cordon.engine.tree.HeapStore.HeapTable;
import io.cordon.engine.tree.Table;

/** Keeps a key's halves on the heap: for files, and for tests. */
public final class HeapJoinStore implements JoinStore {
    private final Table<String, Trace> callers = new HeapTable<>();
    private final Table<String, Trace> called = new HeapTable<>();
    private final Table<String, Integer> said = new HeapTable<>();

    @Override
    public Table<String, Trace> callers() {
        return callers;
    }

    @Override
    public Table<String, Trace> called() {
        return called;
    }

    @Override
    public Table<String, Integer> said() {
        return said;
    }
}
