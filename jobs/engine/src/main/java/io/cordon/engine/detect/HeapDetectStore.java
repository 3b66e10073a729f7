package io.cordon.engine.detect;

import io.cordon.engine.tree.HeapStore;
import io.cordon.engine.tree.Table;

/** Keeps what detection knows of an endpoint on the heap: for files, and for tests. */
public final class HeapDetectStore extends HeapStore implements DetectStore {
    private final Table<String, OpenMatch> matches = new HeapTable<>();

    private final Table<Long, Waiting> waiting = new HeapTable<>();

    private final Table<String, ProcessChains> chains = new HeapTable<>();

    @Override
    public Table<String, ProcessChains> chains() {
        return chains;
    }

    @Override
    public Table<Long, Waiting> waiting() {
        return waiting;
    }

    @Override
    public Table<String, OpenMatch> matches() {
        return matches;
    }
}
