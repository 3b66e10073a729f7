package io.cordon.engine.edge;

import io.cordon.engine.tree.Table;
import java.util.List;

/** What stage 1 keeps of one endpoint. Values count only once they were put. */
public interface TraceStore {
    TraceHeader header();

    void header(TraceHeader header);

    /** By number of the minute and clock. */
    Table<Long, Minute> minutes();

    /** By logon id. */
    Table<String, Session> sessions();

    /** By id. */
    Table<String, Execution> executions();

    /** By name, and by what they start. */
    Table<String, Registered> objects();

    /** Inbound connections by the process that holds them, where no others share it. */
    Table<String, List<Connection>> held();

    /** Outbound connections by the process that made them. */
    Table<String, List<Connection>> outbound();
}
