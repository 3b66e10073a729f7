package io.cordon.engine.tree;

/** What is kept of one endpoint. Values are changed in place and count only once they were put. */
public interface EndpointStore {
    /** Processes by entity id. */
    Table<String, ProcessEntry> processes();

    /** Who held a pid, by pid. */
    Table<Long, PidEntry> pids();

    EndpointHeader header();

    void header(EndpointHeader header);
}
