package io.cordon.agent.linux;

import java.util.List;

/** Where news of processes come from. */
interface ProcessSource extends AutoCloseable {
    /** What happened since the last call, in order; waits for the first at most so long. */
    List<ProcessNews> poll(int millis);

    String name();

    @Override
    void close();
}
