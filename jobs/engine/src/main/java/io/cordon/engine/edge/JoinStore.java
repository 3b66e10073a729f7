package io.cordon.engine.edge;

import io.cordon.engine.tree.Table;

/** What stage 2 keeps of one key: the halves that met there, by endpoint and id. Values count only once they were put. */
public interface JoinStore {
    Table<String, Trace> callers();

    Table<String, Trace> called();

    /** What was last told of the edges of those that were called: a number made of it. */
    Table<String, Integer> said();
}
