package io.cordon.engine.tree;

/** What is kept of one endpoint. Values are changed in place and count only once they were put. */
public interface EndpointStore {
    /** Processes by entity id. */
    Table<String, ProcessEntry> processes();

    /** What the starts of processes say of them, by entity id. */
    Table<String, StartTexts> texts();

    /** Who held a pid, by pid. */
    Table<Long, PidEntry> pids();

    /** Events that watch a process or a pid of which many do, in buckets. */
    Table<String, EventIds> watchers();

    /** The edges that lead away from a process, by entity id. */
    Table<String, Ways> ways();

    /** Whether a process's start was read: all that most events need to know of it, so that a store may remember it apart. */
    default boolean isStarted(String entity) {
        ProcessEntry entry = processes().get(entity);
        return entry != null && entry.isStarted();
    }

    EndpointHeader header();

    void header(EndpointHeader header);
}
